/** Tests of what errors mean. */
@NullMarked
package dev.moat.arm;

import org.jspecify.annotations.NullMarked;
