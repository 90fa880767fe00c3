@NullMarked
package dev.moat.localazure.eventgrid;

import org.jspecify.annotations.NullMarked;
