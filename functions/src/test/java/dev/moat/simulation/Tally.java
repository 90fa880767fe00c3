package dev.moat.simulation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How often what happened. */
record Tally(Map<String, Integer> counts) {

  static final Tally NOTHING = new Tally(Map.of());

  Tally {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  Tally with(String what, int times) {
    Map<String, Integer> more = new TreeMap<>(counts);
    more.merge(what, times, Integer::sum);
    return new Tally(more);
  }

  Tally plus(Tally other) {
    Map<String, Integer> sum = new TreeMap<>(counts);
    other.counts.forEach((what, times) -> sum.merge(what, times, Integer::sum));
    return new Tally(sum);
  }
}
