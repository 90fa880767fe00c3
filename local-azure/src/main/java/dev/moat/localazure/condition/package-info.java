/** Conditions of role assignments, as far as they delegate the assigning of roles. */
@NullMarked
package dev.moat.localazure.condition;

import org.jspecify.annotations.NullMarked;
