/** One class per trigger, the settings, and the wiring of the app. */
@NullMarked
package dev.moat.trigger;

import org.jspecify.annotations.NullMarked;
