package dev.moat.localazure.servicebus.broker;

/**
 * How many messages a queue holds.
 *
 * @param active messages that are neither deferred nor scheduled, locked ones included
 * @param locked messages that a receiver holds, deferred ones included
 * @param deadLettered messages in the dead-letter sub-queue
 */
public record QueueCounts(int active, int locked, int deferred, int scheduled, int deadLettered) {}
