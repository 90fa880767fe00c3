/** Reading a staging folder and its settings. */
@NullMarked
package dev.moat.localazure.host.app;

import org.jspecify.annotations.NullMarked;
