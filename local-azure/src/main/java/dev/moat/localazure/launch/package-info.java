/** Starts and stops the local Azure: every part a process of its own, none left behind. */
@NullMarked
package dev.moat.localazure.launch;

import org.jspecify.annotations.NullMarked;
