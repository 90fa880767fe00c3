/** The face of the broker to its clients: AMQP 1.0 as the Azure SDK speaks it with Service Bus. */
@NullMarked
package dev.moat.localazure.servicebus.amqp;

import org.jspecify.annotations.NullMarked;
