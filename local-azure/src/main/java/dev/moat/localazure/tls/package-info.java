/** A certificate authority of this machine's own, so that the local services speak HTTPS. */
@NullMarked
package dev.moat.localazure.tls;

import org.jspecify.annotations.NullMarked;
