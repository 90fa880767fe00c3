/** Tests of what people see. */
@NullMarked
package dev.moat.cli.screen;

import org.jspecify.annotations.NullMarked;
