/** The port to Service Bus: send now, or not before a time. */
@NullMarked
package dev.moat.queue;

import org.jspecify.annotations.NullMarked;
