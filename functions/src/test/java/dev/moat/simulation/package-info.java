/**
 * The real engine, steps and HTTP adapter over state, queues, clock and Resource Manager in memory,
 * where everything that can happen in any order happens in an order drawn from one seed.
 */
@NullMarked
package dev.moat.simulation;

import org.jspecify.annotations.NullMarked;
