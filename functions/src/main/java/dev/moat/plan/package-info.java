/**
 * From a request to the graph of its steps: what there is to do, and what must come before what.
 */
@NullMarked
package dev.moat.plan;

import org.jspecify.annotations.NullMarked;
