/** What {@code ./moat} runs: Moat on one machine, and its demonstration. */
@NullMarked
package dev.moat.cli;

import org.jspecify.annotations.NullMarked;
