/**
 * The rules of Service Bus queues, without a network: no thread, no protocol, time from a clock.
 */
@NullMarked
package dev.moat.localazure.servicebus.broker;

import org.jspecify.annotations.NullMarked;
