/** What callers post: the contract, its validation, the guard rails, and the way to the model. */
@NullMarked
package dev.moat.request;

import org.jspecify.annotations.NullMarked;
