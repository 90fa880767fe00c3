/**
 * The HTTP API, as {@code docs/openapi.json} describes it: who calls, what is asked, and the
 * answers as JSON.
 */
@NullMarked
package dev.moat.api;

import org.jspecify.annotations.NullMarked;
