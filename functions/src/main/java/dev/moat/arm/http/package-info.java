/** Resource Manager over HTTP: the only place of {@code arm} that knows the Azure SDK. */
@NullMarked
package dev.moat.arm.http;

import org.jspecify.annotations.NullMarked;
