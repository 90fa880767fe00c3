package dev.moat.cli.api;

import dev.moat.model.SetupStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which setups are asked for.
 *
 * @param statuses all when it is empty
 * @param registry a resource id, or a part of a name
 */
public record SetupFilter(
    List<SetupStatus> statuses,
    Optional<String> registry,
    Optional<Instant> acceptedBefore,
    Optional<Instant> acceptedAfter) {

  /** Those of registries with this resource id or with this text in their name. */
  public static SetupFilter ofRegistry(String text) {
    return new SetupFilter(List.of(), Optional.of(text), Optional.empty(), Optional.empty());
  }
}
