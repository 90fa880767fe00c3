/** Sends to Azure Service Bus. */
@NullMarked
package dev.moat.queue.servicebus;

import org.jspecify.annotations.NullMarked;
