/**
 * The packaged function app as the host reads it: host.json, each function.json, and the app
 * settings.
 */
@NullMarked
package dev.moat.localazure.host.app;

import org.jspecify.annotations.NullMarked;
