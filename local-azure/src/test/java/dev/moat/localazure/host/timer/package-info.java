/** Timer schedules and the listener, with time in the test's hands. */
@NullMarked
package dev.moat.localazure.host.timer;

import org.jspecify.annotations.NullMarked;
