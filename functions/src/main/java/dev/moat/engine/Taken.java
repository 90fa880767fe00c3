package dev.moat.engine;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.request.Problem;
import java.util.List;
import java.util.Optional;

/** What became of a posted request. */
public sealed interface Taken {

  /**
   * It is a generation of a setup.
   *
   * @param generation that it opened; the one that holds now when it was taken before
   * @param before whether this very request was taken before, so that nothing has changed
   */
  record Accepted(SetupId setup, String requestId, long generation, boolean before)
      implements Taken {}

  /**
   * It cannot become a setup.
   *
   * @param requestId empty when it could not be read or is not a valid one
   * @param problems at least one, in the order of their pointers
   */
  record Rejected(Optional<String> requestId, List<Problem> problems) implements Taken {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Its id was used before, with other content.
   *
   * @param registry that the earlier request was about
   */
  record IdReused(String requestId, ResourceId registry) implements Taken {}
}
