/**
 * What older versions left behind, and that this one understands it: rows, messages, and whole
 * setups that are carried on.
 */
@NullMarked
package dev.moat.upgrade;

import org.jspecify.annotations.NullMarked;
