/** Tests of how the API is called. */
@NullMarked
package dev.moat.cli.api;

import org.jspecify.annotations.NullMarked;
