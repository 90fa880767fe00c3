/**
 * Moat's HTTP API as its caller sees it: one record for each schema of {@code docs/openapi.json}
 * that people are shown something of, and {@link dev.moat.cli.api.MoatApi} with a method for each
 * operation.
 */
@NullMarked
package dev.moat.cli.api;

import org.jspecify.annotations.NullMarked;
