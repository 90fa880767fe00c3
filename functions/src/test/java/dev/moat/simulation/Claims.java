package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.model.SetupId;
import dev.moat.model.StepName;
import dev.moat.store.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For which step each of Moat's writes is made. Moat records a correlation id before it writes, and
 * sends it along: so it is known here, too, what came before what.
 */
final class Claims {

  private static final String HEADER = "x-ms-correlation-request-id";

  /**
   * What Moat set out to write.
   *
   * @param order of the commit that recorded it, counted over all setups
   */
  record Claim(SetupId setup, StepName step, long order) {}

  private final Map<String, Claim> claims = new HashMap<>();
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
                    .ifPresent(
                        id ->
                            claims.putIfAbsent(
                                id, new Claim(change.setup(), write.value().name(), commits))));
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
