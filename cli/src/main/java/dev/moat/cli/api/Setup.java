package dev.moat.cli.api;

import dev.moat.model.Reversal;
import dev.moat.model.SetupStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A setup with all that is recorded of it but its history.
 *
 * @param version for {@code If-Match}
 * @param registry resource id
 * @param finishedAt when its generation, or a check of it, last ended
 * @param reversal what an operator asked for in place of what the request asks
 * @param steps each after its prerequisites
 * @param verbs what can be asked of it as it is now
 */
public record Setup(
    String id,
    String version,
    String registry,
    SetupStatus status,
    long generation,
    String requestId,
    Instant acceptedAt,
    Optional<Instant> finishedAt,
    Optional<Reversal> reversal,
    List<Step> steps,
    Calls calls,
    List<String> verbs) {

  /** The registry's name. */
  public String registryName() {
    return registry.substring(registry.lastIndexOf('/') + 1);
  }

  /** The step of this name. */
  public Optional<Step> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
