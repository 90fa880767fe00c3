/**
 * An Azure Resource Manager on one machine: the resource kinds that private registries need, as
 * Azure answers for them.
 */
@NullMarked
package dev.moat.localazure.resourcemanager;

import org.jspecify.annotations.NullMarked;
