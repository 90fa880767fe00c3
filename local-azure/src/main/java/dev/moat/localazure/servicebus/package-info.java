/** A Service Bus namespace on one machine: queues over AMQP 1.0 for the unmodified Azure SDK. */
@NullMarked
package dev.moat.localazure.servicebus;

import org.jspecify.annotations.NullMarked;
