package dev.moat.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The recorded state of a setup.
 *
 * @param generation counts the requests for this registry from 1
 * @param acceptedAt when the current generation was accepted
 * @param finishedAt when the current generation ended
 */
public record SetupRecord(
    SetupId id,
    long generation,
    SetupRequest request,
    SetupStatus status,
    Instant acceptedAt,
    Optional<Instant> finishedAt) {

  /** The same setup while it is looked at again; {@code finishedAt} stays until that has ended. */
  public SetupRecord checking() {
    return new SetupRecord(id, generation, request, SetupStatus.CHECKING, acceptedAt, finishedAt);
  }

  /** The same setup after its generation, or a check of it, has ended. */
  public SetupRecord ended(SetupStatus how, Instant at) {
    return new SetupRecord(id, generation, request, how, acceptedAt, Optional.of(at));
  }
}
