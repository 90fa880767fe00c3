/** Service Bus triggers and outputs over a fake receiver. */
@NullMarked
package dev.moat.localazure.host.servicebus;

import org.jspecify.annotations.NullMarked;
