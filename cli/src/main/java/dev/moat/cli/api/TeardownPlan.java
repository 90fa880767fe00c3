package dev.moat.cli.api;

import java.util.List;

/**
 * What a teardown would do, in its order, and what it would leave.
 *
 * @param id to ask for just this
 */
public record TeardownPlan(String id, List<Item> items) {

  /** A resource, and what is done with it. */
  public record Item(String step, String resource, Fate fate, String why) {}

  /** What is done with a resource. */
  public enum Fate {
    RESTORED,
    REMOVED,
    LEFT
  }
}
