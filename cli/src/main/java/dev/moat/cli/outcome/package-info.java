/** How a command ends: an exit code, and what went wrong in words. */
@NullMarked
package dev.moat.cli.outcome;

import org.jspecify.annotations.NullMarked;
