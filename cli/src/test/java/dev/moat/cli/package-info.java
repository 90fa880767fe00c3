/** Tests of what {@code ./moat} runs. */
@NullMarked
package dev.moat.cli;

import org.jspecify.annotations.NullMarked;
