/**
 * The operators' commands. They talk to Moat's HTTP API and to nothing else: to that of {@code moat
 * up} on this machine, or to one in Azure.
 */
@NullMarked
package dev.moat.cli.operate;

import org.jspecify.annotations.NullMarked;
