package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.StepDraft;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What tells a resource that Moat made from one that somebody made in its place under the same
 * name. Not every kind has something of the sort.
 *
 * <p>Outputs: {@value #MADE}, as Azure answered it when Moat made the resource; {@value #FOUND}, as
 * it was when the resource was last seen in place; {@value #BEGUN}, the time at which Moat set out
 * to make it.
 */
public enum MadeAs {
  /** Azure gives a new one to each resource of Microsoft.Network, where it gives one. */
  RESOURCE_GUID("resourceGuid", 36),

  /** To the second: no second registry of the name can be there that soon. */
  CREATION_DATE("creationDate", "2026-11-21T12:00:00".length());

  static final String MADE = "madeAs";
  static final String FOUND = "foundAs";
  static final String BEGUN = "makingBegun";

  private final String property;
  private final int length;

  MadeAs(String property, int length) {
    this.property = property;
    this.length = length;
  }

  /**
   * Whether the resource that was last seen in place is the one that Moat made; empty when the
   * outputs do not tell.
   *
   * @param outputs of a step
   */
  public static Optional<Boolean> isStillOurs(Map<String, String> outputs) {
    return Optional.ofNullable(outputs.get(MADE))
        .filter(any -> outputs.containsKey(FOUND))
        .map(made -> made.equalsIgnoreCase(outputs.get(FOUND)));
  }

  /** What was last seen in place is what Moat made, of which it never learnt what it is. */
  public static Map<String, String> claimed(Map<String, String> outputs) {
    return Optional.ofNullable(outputs.get(FOUND))
        .map(found -> Map.of(MADE, found))
        .orElseGet(Map::of);
  }

  /**
   * What is not there is about to be made: what Moat made before under this name is no more, and
   * whatever comes now has another identity.
   */
  public static StepDraft begun(StepDraft step, Instant now) {
    return step.createdByMoat(false)
        .without(MADE)
        .without(FOUND)
        .outputs(Map.of(BEGUN, now.toString()));
  }

  /** Whether something happened before Moat set out to make the resource: to another one, then. */
  public static boolean wasBefore(Instant time, Map<String, String> outputs) {
    return Optional.ofNullable(outputs.get(BEGUN))
        .map(Instant::parse)
        .filter(begun -> !time.isAfter(begun))
        .isPresent();
  }

  /** Whether it will be seen, as soon as the resource is looked at, if it is another one. */
  public static boolean isKnown(Map<String, String> outputs) {
    return outputs.containsKey(MADE);
  }

  /** Outputs of what was just made. */
  Map<String, String> made(ObjectNode answer) {
    return of(answer).map(value -> Map.of(MADE, value, FOUND, value)).orElseGet(Map::of);
  }

  /** Outputs of what was seen in place. */
  Map<String, String> found(ObjectNode resource) {
    return of(resource).map(value -> Map.of(FOUND, value)).orElseGet(Map::of);
  }

  /** Whether this is certainly the one that Moat made. */
  boolean isOurs(ObjectNode resource, Map<String, String> own) {
    return of(resource).filter(value -> value.equalsIgnoreCase(own.get(MADE))).isPresent();
  }

  /** Whether this is certainly another one than Moat made. */
  boolean isAnothers(ObjectNode resource, Map<String, String> own) {
    return own.containsKey(MADE) && of(resource).isPresent() && !isOurs(resource, own);
  }

  private Optional<String> of(ObjectNode resource) {
    String value = resource.path("properties").path(property).asText();
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(value.substring(0, Math.min(length, value.length())));
  }
}
