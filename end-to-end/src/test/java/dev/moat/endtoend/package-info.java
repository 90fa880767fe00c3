/** Moat as it is deployed, from a posted message to the resources in Azure. */
@NullMarked
package dev.moat.endtoend;

import org.jspecify.annotations.NullMarked;
