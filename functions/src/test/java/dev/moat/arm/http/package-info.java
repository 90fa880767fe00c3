/** Tests of Resource Manager over HTTP, in one process. */
@NullMarked
package dev.moat.arm.http;

import org.jspecify.annotations.NullMarked;
