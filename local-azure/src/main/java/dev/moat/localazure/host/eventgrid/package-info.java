/** The Event Grid webhook: handshake and event delivery to functions. */
@NullMarked
package dev.moat.localazure.host.eventgrid;

import org.jspecify.annotations.NullMarked;
