/** What people see of the steps: a table that fills in place, or one line for each change. */
@NullMarked
package dev.moat.cli.screen;

import org.jspecify.annotations.NullMarked;
