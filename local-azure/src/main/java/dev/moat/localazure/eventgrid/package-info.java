/**
 * Event Grid: the events of subscriptions and resource groups, whom they interest, and their
 * delivery to webhooks. Everything that decides is free of threads and takes its clock and chance
 * from outside; {@link dev.moat.localazure.eventgrid.EventGrid} brings threads and a network.
 */
@NullMarked
package dev.moat.localazure.eventgrid;

import org.jspecify.annotations.NullMarked;
