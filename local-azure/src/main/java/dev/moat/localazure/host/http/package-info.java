/** The host's HTTP side: function routes, keys, and the admin API. */
@NullMarked
package dev.moat.localazure.host.http;

import org.jspecify.annotations.NullMarked;
