/** What the host prints: one line per event, with its time. */
@NullMarked
package dev.moat.localazure.host.log;

import org.jspecify.annotations.NullMarked;
