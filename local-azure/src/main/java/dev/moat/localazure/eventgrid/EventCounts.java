package dev.moat.localazure.eventgrid;

/**
 * What became of events since the start.
 *
 * @param raised events of any source
 * @param matched pairs of an event and an event subscription that wants it
 * @param delivered deliveries that were acknowledged, repeated ones too
 * @param retried attempts that failed and are made again
 * @param duplicated deliveries made again although the first was acknowledged, or copies of a storm
 * @param deadLettered dead letters written
 * @param dropped events that nobody will get: no dead-letter destination, a subscription that is
 *     gone, or asked for by a test
 * @param pending deliveries and dead letters still to be made
 */
public record EventCounts(
    long raised,
    long matched,
    long delivered,
    long retried,
    long duplicated,
    long deadLettered,
    long dropped,
    long pending) {}
