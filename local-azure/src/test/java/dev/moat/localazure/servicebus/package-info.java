/** Tests of the local Service Bus, most of them with the unmodified Azure SDK. */
@NullMarked
package dev.moat.localazure.servicebus;

import org.jspecify.annotations.NullMarked;
