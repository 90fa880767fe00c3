/** Tests of the operators' commands. */
@NullMarked
package dev.moat.cli.operate;

import org.jspecify.annotations.NullMarked;
