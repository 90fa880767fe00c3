package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.model.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of reads and writes when a registry was locked.
 *
 * @param calls that Moat made, oldest first
 */
record ProofOrder(List<LocalArm.Call> calls) {

  /**
   * Throws {@link Failure} unless each fact was read before the first write: from its resource, or
   * from the list of those of its type.
   */
  void requireReadBeforeLock(List<Fact> evidence) {
    Set<String> read =
        calls.stream()
            .takeWhile(call -> !call.isWrite())
            .map(call -> call.path().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (Fact fact : evidence) {
      String resource = fact.readFrom().key();
      String list = resource.substring(0, resource.lastIndexOf('/'));
      if (!read.contains(resource) && !read.contains(list)) {
        throw new Failure(
            "Public access was cut before it was read that " + fact.statement() + ".",
            "This is a defect of Moat. Look at functions.log.");
      }
    }
  }
}
