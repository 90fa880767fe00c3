/**
 * Decisions over ports: which step is next, what a step's answer means, what is recorded and sent.
 */
@NullMarked
package dev.moat.engine;

import org.jspecify.annotations.NullMarked;
