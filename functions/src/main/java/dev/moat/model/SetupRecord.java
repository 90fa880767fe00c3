package dev.moat.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The recorded state of a setup.
 *
 * @param generation counts the requests for this registry from 1
 * @param acceptedAt when the current generation was accepted
 * @param finishedAt when the current generation ended
 * @param reversal what an operator asked for in place of what the request asks
 * @param told what the caller was last told of the end of this generation, as a text that is the
 *     same for the same news; empty when nothing was told
 */
public record SetupRecord(
    SetupId id,
    long generation,
    SetupRequest request,
    SetupStatus status,
    Instant acceptedAt,
    Optional<Instant> finishedAt,
    Optional<Reversal> reversal,
    Optional<String> told) {

  /** A setup whose caller was told nothing of its end. */
  public SetupRecord(
      SetupId id,
      long generation,
      SetupRequest request,
      SetupStatus status,
      Instant acceptedAt,
      Optional<Instant> finishedAt,
      Optional<Reversal> reversal) {
    this(id, generation, request, status, acceptedAt, finishedAt, reversal, Optional.empty());
  }

  /** A generation that was just accepted. */
  public static SetupRecord accepted(
      SetupId id, long generation, SetupRequest request, Instant at) {
    return new SetupRecord(
        id, generation, request, SetupStatus.RUNNING, at, Optional.empty(), Optional.empty());
  }

  /** The same setup while it is looked at again; {@code finishedAt} stays until that has ended. */
  public SetupRecord checking() {
    return with(SetupStatus.CHECKING, finishedAt, reversal);
  }

  /** The same setup after its generation, a check of it or a reversal has ended. */
  public SetupRecord ended(SetupStatus how, Instant at) {
    return with(how, Optional.of(at), reversal);
  }

  /** The same setup while it is worked towards what the request or the reversal asks. */
  public SetupRecord running() {
    return with(SetupStatus.RUNNING, finishedAt, reversal);
  }

  /** The same setup after an operator has stopped it. */
  public SetupRecord cancelled() {
    return with(SetupStatus.CANCELLED, finishedAt, reversal);
  }

  /** The same setup, which works towards the reversal from now on. */
  public SetupRecord reversing(Reversal what) {
    return with(SetupStatus.RUNNING, finishedAt, Optional.of(what));
  }

  /** The same setup, restored for longer or shorter. */
  public SetupRecord restoredUntil(Optional<Instant> until) {
    return with(status, finishedAt, Optional.of(Reversal.restore(until)));
  }

  /** The same setup, which works towards its request again. */
  public SetupRecord unreversed() {
    return with(SetupStatus.RUNNING, finishedAt, Optional.empty());
  }

  /** The same setup, of whose end the caller was told this. */
  public SetupRecord told(String what) {
    return new SetupRecord(
        id, generation, request, status, acceptedAt, finishedAt, reversal, Optional.of(what));
  }

  /** Whether it is to be as its request asks. */
  public boolean isKeptPrivate() {
    return reversal.isEmpty() && status != SetupStatus.CANCELLED;
  }

  private SetupRecord with(SetupStatus how, Optional<Instant> ended, Optional<Reversal> what) {
    return new SetupRecord(id, generation, request, how, acceptedAt, ended, what, told);
  }
}
