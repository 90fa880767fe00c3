package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Ids;
import dev.moat.model.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The calls that Moat made to Resource Manager, as Resource Manager counted them.
 *
 * @param writes the resources that Moat asked to change, one for each call, in any order
 */
record CallAccount(int total, List<ResourceId> writes) {

  /** All calls that were recorded since they were cleared. */
  static CallAccount of(LocalArm arm) {
    List<LocalArm.Call> calls = arm.calls();
    return new CallAccount(
        calls.size(),
        calls.stream()
            .filter(LocalArm.Call::isWrite)
            .map(call -> new ResourceId(call.path()))
            .toList());
  }

  int reads() {
    return total - writes.size();
  }

  /**
   * Throws {@link Failure} unless there was exactly one write for each resource that was touched.
   *
   * @param touched a resource that was created and later changed is there twice
   */
  void requireWritesFor(List<ResourceId> touched) {
    if (!sorted(writes).equals(sorted(touched))) {
      throw new Failure(
          "Moat made %d writes, and %d resources were created or changed.%nWritten: %s%nCreated or changed: %s"
              .formatted(writes.size(), touched.size(), inWords(writes), inWords(touched)),
          "This is a defect of Moat: each change is to be one write. Look at functions.log.");
    }
  }

  private static List<String> sorted(List<ResourceId> ids) {
    return ids.stream().map(ResourceId::key).sorted(Comparator.naturalOrder()).toList();
  }

  private static String inWords(List<ResourceId> ids) {
    return ids.stream().map(Ids::shorten).sorted().collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return "%s: %s, %s"
        .formatted(count(total, "call"), count(reads(), "read"), count(writes.size(), "write"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
