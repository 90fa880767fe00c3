/** The port to Azure Resource Manager, and the one classifier of its errors. */
@NullMarked
package dev.moat.arm;

import org.jspecify.annotations.NullMarked;
