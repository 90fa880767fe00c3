package dev.moat.store;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which setups to list: those that all of this holds for.
 *
 * @param statuses one of these; any when there are none
 * @param registry the resource id of the registry, or a part of its name; without regard to case
 * @param acceptedFrom its generation was accepted at this time or after it
 * @param acceptedBefore its generation was accepted before this time
 */
public record SetupFilter(
    Set<SetupStatus> statuses,
    Optional<String> registry,
    Optional<Instant> acceptedFrom,
    Optional<Instant> acceptedBefore) {

  /** All setups. */
  public static final SetupFilter ALL =
      new SetupFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Throws {@link IllegalArgumentException} for a registry that begins as an id and is none. */
  public SetupFilter {
    statuses = Set.copyOf(statuses);
    registry.filter(SetupFilter::isId).ifPresent(ResourceId::new);
  }

  /** Whether it holds for this setup. */
  public boolean admits(SetupRecord setup) {
    return (statuses.isEmpty() || statuses.contains(setup.status()))
        && admits(setup.id())
        && acceptedFrom.filter(time -> setup.acceptedAt().isBefore(time)).isEmpty()
        && acceptedBefore.filter(time -> !setup.acceptedAt().isBefore(time)).isEmpty();
  }

  /** Whether what it says of the registry holds for this setup. */
  public boolean admits(SetupId setup) {
    return only()
        .map(setup::equals)
        .orElseGet(() -> registry.map(part -> hasInName(setup, part)).orElse(true));
  }

  /** The only setup that it can hold for; empty when it does not give the id of a registry. */
  public Optional<SetupId> only() {
    return registry.filter(SetupFilter::isId).map(ResourceId::new).map(SetupId::of);
  }

  private static boolean isId(String text) {
    return text.startsWith("/");
  }

  private static boolean hasInName(SetupId setup, String part) {
    return setup.registryName().contains(part.toLowerCase(Locale.ROOT));
  }
}
