package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of step: it can look at Azure, and it can begin one change. It keeps no state, waits for
 * nothing, retries nothing and records nothing; whoever calls it does. Refusals by Azure are not
 * caught here but escape as {@link dev.moat.arm.ArmException}.
 *
 * @param <D> what it is to bring about
 */
public interface Step<D extends Desired> {

  StepKind kind();

  /**
   * Reads Azure and changes nothing. Called before every change, on every replay, and to notice
   * drift.
   */
  Observation observe(StepContext<D> context);

  /**
   * Begins one change and returns with Azure's first answer. Called only with what {@link #observe}
   * has just found, or with {@code Absent} when the resource's absence is known without looking.
   */
  Begun converge(StepContext<D> context, Observation.NeedsChange found);

  /**
   * Whether the resource may be created on the word of an earlier look, such as the preflight's.
   * False where a write over a resource that came into being since would destroy something; then
   * {@link #observe} comes first, always.
   */
  default boolean createsUnseen() {
    return true;
  }

  /**
   * Facts for dependants and for people, from Azure's first answer to the change. They are kept
   * only if the change then succeeds.
   */
  default Map<String, String> outputs(D desired, ObjectNode firstAnswer) {
    return Map.of();
  }

  /**
   * The resources whose changes may make this step differ: what {@link #observe} reads of a
   * resource that is in place.
   *
   * @param own the step's own outputs, such as the id of what it adopted
   */
  List<Watched> watches(D desired, Map<String, String> own);

  /**
   * How many reads {@link #observe} makes, at most, when everything is in place and the
   * prerequisites have told their outputs; of a registry in one region, because what is desired
   * does not tell of others, and with no list of more than one page.
   */
  default int reads(D desired) {
    return 1;
  }

  /**
   * Whether an update may leave something to change, so that the step has to look again after it.
   */
  default boolean takesSeveralChanges() {
    return false;
  }

  /**
   * Whether a creation that Azure reports as a success leaves nothing to change; else the step has
   * to look again after it.
   *
   * @param own the step's outputs, with those of Azure's first answer
   */
  default boolean isComplete(D desired, Map<String, String> own) {
    return true;
  }

  /**
   * The resource on which Azure allows one write at a time and which this step's change touches;
   * empty when it may be written at any time.
   */
  default Optional<ResourceId> exclusive(D desired) {
    return Optional.empty();
  }
}
