/** Tests of the steps, each against Resource Manager in memory. */
@NullMarked
package dev.moat.step;

import org.jspecify.annotations.NullMarked;
