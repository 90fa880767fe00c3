/** Processes that are started, killed and never left behind. */
@NullMarked
package dev.moat.localazure.launch;

import org.jspecify.annotations.NullMarked;
