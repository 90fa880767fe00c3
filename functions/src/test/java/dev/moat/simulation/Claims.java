package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.model.Intent;
import dev.moat.model.SetupId;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.Change;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For which step each of Moat's writes is made. Moat records a correlation id before it writes, and
 * sends it along: so it is known here, too, what came before what.
 */
final class Claims {

  private static final String HEADER = "x-ms-correlation-request-id";

  /**
   * What Moat set out to write.
   *
   * @param outputs of the step, as they were recorded with it
   * @param order of the commit that recorded it, counted over all setups
   */
  record Claim(
      SetupId setup, StepName step, Intent intent, Map<String, String> outputs, long order) {}

  private final Map<String, Claim> claims = new HashMap<>();
  private Optional<Claim> latest = Optional.empty();
  private final Set<Claim> lost = new HashSet<>();
  private long commits;

  /** Is called with each change that has become part of the state. */
  void learn(Change change) {
    commits++;
    change
        .stepWrites()
        .forEach(
            write ->
                write
                    .value()
                    .correlationId()
                    .filter(id -> !claims.containsKey(id))
                    .ifPresent(id -> learn(id, change.setup(), write.value())));
  }

  private void learn(String correlationId, SetupId setup, StepRecord step) {
    Claim claim = new Claim(setup, step.name(), step.intent(), step.outputs(), commits);
    latest = Optional.of(claim);
    claims.put(correlationId, claim);
    lost.add(claim);
  }

  /** Is called with each write of Moat's that reaches Azure. */
  void reached(ArmRequest write) {
    if (write.method().equals("PUT")) {
      Claim claim = of(write);
      lost.removeIf(each -> each.setup().equals(claim.setup()) && each.step().equals(claim.step()));
    }
  }

  /** What a step last set out to create, and Azure never heard of. */
  Optional<Claim> lostOnTheWay(SetupId setup, StepName step) {
    return lost.stream()
        .filter(claim -> claim.intent() == Intent.CREATE)
        .filter(claim -> claim.setup().equals(setup) && claim.step().equals(step))
        .max(Comparator.comparing(Claim::order));
  }

  /** What was claimed last. */
  Optional<Claim> latest() {
    return latest;
  }

  /** The number of the latest commit. */
  long now() {
    return commits;
  }

  Optional<Claim> of(String correlationId) {
    return Optional.ofNullable(claims.get(correlationId));
  }

  /** What the write was claimed by; throws {@link AssertionError} when nothing was recorded. */
  Claim of(ArmRequest write) {
    return Optional.ofNullable(write.header(HEADER))
        .flatMap(this::of)
        .orElseThrow(
            () ->
                new AssertionError(
                    write.method() + " " + write.pathAndQuery() + " was not recorded before"));
  }
}
