/** One invocation from trigger to outcome: log lines, time limit, output bindings, draining. */
@NullMarked
package dev.moat.localazure.host.execution;

import org.jspecify.annotations.NullMarked;
