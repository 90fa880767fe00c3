/** The records and enums that all packages share. Depends on nothing but the JDK. */
@NullMarked
package dev.moat.model;

import org.jspecify.annotations.NullMarked;
