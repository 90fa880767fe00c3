package dev.moat.endtoend;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of what was measured. */
final class Median {

  private Median() {}

  static <T> double of(List<T> runs, ToDoubleFunction<T> measured) {
    double[] sorted = runs.stream().mapToDouble(measured).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
