@NullMarked
package dev.moat.api;

import org.jspecify.annotations.NullMarked;
