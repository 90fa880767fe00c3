/** The Functions host, seen from outside: a sample app is compiled, packaged and run. */
@NullMarked
package dev.moat.localazure.host;

import org.jspecify.annotations.NullMarked;
