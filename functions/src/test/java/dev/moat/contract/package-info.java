/** What every implementation of a port must do: each suite runs on the fake and on the real one. */
@NullMarked
package dev.moat.contract;

import org.jspecify.annotations.NullMarked;
