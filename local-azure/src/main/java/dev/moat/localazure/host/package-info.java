/** A Functions host on one machine: runs the packaged function app as Azure would. */
@NullMarked
package dev.moat.localazure.host;

import org.jspecify.annotations.NullMarked;
