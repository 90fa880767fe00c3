/** The step contract, and one class per kind of step. */
@NullMarked
package dev.moat.step;

import org.jspecify.annotations.NullMarked;
