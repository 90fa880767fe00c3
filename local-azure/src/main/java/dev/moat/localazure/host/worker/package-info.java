/** The Java worker: loads the app apart from the host and calls its functions. */
@NullMarked
package dev.moat.localazure.host.worker;

import org.jspecify.annotations.NullMarked;
