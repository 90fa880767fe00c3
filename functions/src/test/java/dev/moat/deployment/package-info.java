/** What is deployed, held against what it is made of. */
@NullMarked
package dev.moat.deployment;

import org.jspecify.annotations.NullMarked;
