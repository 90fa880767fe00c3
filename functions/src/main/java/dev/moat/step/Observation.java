package dev.moat.step;

import dev.moat.arm.ArmResource;
import dev.moat.model.Difference;
import dev.moat.model.Fact;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a step found when it looked at Azure. */
public sealed interface Observation {

  /** A change is needed: {@link Absent}, {@link Differs}, {@link Unusable} or {@link Unwanted}. */
  sealed interface NeedsChange extends Observation {}

  /** The resource is not there. */
  record Absent() implements NeedsChange {}

  /**
   * The resource is there, and not as wanted.
   *
   * @param found as it was read, so that what is not ours can be written back unchanged
   * @param evidence what proves that the change is safe, where a step must prove that
   * @param remember facts about how it was before, kept from the first change on
   */
  record Differs(
      List<Difference> differences,
      ArmResource found,
      List<Fact> evidence,
      Map<String, String> remember)
      implements NeedsChange {

    /** A difference that needs no proof before it is removed. */
    public Differs(List<Difference> differences, ArmResource found) {
      this(differences, found, List.of(), Map.of());
    }

    /** The differences in one sentence. */
    public String inWords() {
      return differences.stream().map(Difference::toString).collect(Collectors.joining("; "));
    }
  }

  /**
   * The resource is there and no change can make it as wanted: it must be removed and made anew,
   * which is done only to what Moat made and had in place before.
   *
   * @param problem what is said where it may not be removed
   */
  record Unusable(List<Difference> differences, StepError problem) implements NeedsChange {}

  /** The resource is there, and an operator asked that it be removed. */
  record Unwanted() implements NeedsChange {}

  /**
   * The resource is there, an operator asked that it be removed, and it may not be.
   *
   * @param why others use it, or it is not the one that Moat made
   */
  record Left(String why) implements Observation {}

  /**
   * The resource is as wanted.
   *
   * @param outputs facts for dependants and for people
   */
  record Matches(Map<String, String> outputs) implements Observation {

    /** As wanted, with nothing to tell. */
    public Matches() {
      this(Map.of());
    }
  }

  /**
   * Something has to happen first that this step does not do: Azure is changing the resource, or a
   * proof is missing.
   *
   * @param waitingFor in words, all of it
   * @param differences what is not as wanted and can be changed only then
   */
  record InProgress(String waitingFor, List<Difference> differences) implements Observation {

    /** A wait of which nobody knows yet whether a change comes after it. */
    public InProgress(String waitingFor) {
      this(waitingFor, List.of());
    }
  }

  /**
   * Somebody has to approve a connection first: its owner in Azure, or an operator of Moat.
   *
   * @param connection the registry's private endpoint connection
   */
  record AwaitsApproval(ResourceId connection, String waitingFor) implements Observation {

    /** How it differs from what is wanted. */
    public List<Difference> differences() {
      return List.of(new Difference(RegistryConnection.STATUS, "Approved", "Pending"));
    }
  }

  /**
   * The step cannot be done, and no retry will change that.
   *
   * @param differences field by field where the resource can be compared with what is wanted
   */
  record Blocked(StepError error, List<Difference> differences) implements Observation {

    /** An obstacle that is told by its code alone. */
    public Blocked(StepError error) {
      this(error, List.of());
    }
  }
}
