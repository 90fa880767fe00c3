/** Service Bus queue triggers and the Service Bus output binding, over the Azure SDK. */
@NullMarked
package dev.moat.localazure.host.servicebus;

import org.jspecify.annotations.NullMarked;
