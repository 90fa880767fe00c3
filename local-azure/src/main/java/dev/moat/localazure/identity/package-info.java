/** The managed-identity endpoint of App Service on one machine: tokens without a directory. */
@NullMarked
package dev.moat.localazure.identity;

import org.jspecify.annotations.NullMarked;
