/** Tests of the engine over fakes: state, queues, Azure and the clock in memory. */
@NullMarked
package dev.moat.engine;

import org.jspecify.annotations.NullMarked;
