/** The state in Azure Table Storage; what a row looks like is fixed by {@code schema} 1. */
@NullMarked
package dev.moat.store.table;

import org.jspecify.annotations.NullMarked;
