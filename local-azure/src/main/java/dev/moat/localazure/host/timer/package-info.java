/** Timer triggers: NCRONTAB and interval schedules, and the memory of when each last ran. */
@NullMarked
package dev.moat.localazure.host.timer;

import org.jspecify.annotations.NullMarked;
