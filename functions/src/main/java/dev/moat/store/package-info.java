/**
 * The port to the state of setups: what was asked, how far each step is, what is still to be sent.
 */
@NullMarked
package dev.moat.store;

import org.jspecify.annotations.NullMarked;
