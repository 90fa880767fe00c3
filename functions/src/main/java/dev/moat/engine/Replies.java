package dev.moat.engine;

import static java.util.stream.Collectors.joining;

import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.Sha256;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import dev.moat.store.Change;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a caller is told of a setup, and when: in the change of which it tells, so that neither
 * happens without the other. A request that names no queue has nobody told.
 */
final class Replies {

  private static final int HASH_DIGITS = 10;

  private Replies() {}

  /** The request has opened a generation. */
  static void accepted(Change change, SetupRecord setup, Instant now) {
    send(change, new Reply("accepted", "accepted", setup, List.of(), now));
  }

  /**
   * A turn of the step has ended. Told is only that it begins to wait for an approval; the same
   * connection in the same generation is the same news, under the same id.
   */
  static void turned(
      Change change, SetupRecord setup, StepRecord before, StepRecord step, Instant now) {
    if (step.status() == StepStatus.AWAITING_APPROVAL && before.status() != step.status()) {
      String connection = step.outputs().getOrDefault(Approvals.WAITING, step.name().value());
      String type = "waiting-for-approval";
      send(change, new Reply(type, type + "/" + hash(connection), setup, List.of(step), now));
    }
  }

  /** An operator's verb has changed how the setup stands. */
  static Change stands(
      Change change, Versioned<SetupRecord> before, SetupRecord after, Instant now) {
    return stands(change, before, after, List.of(), false, now);
  }

  /**
   * A generation, a check of it or a reversal has ended. That is always told of what was asked for;
   * of a check only what it repaired, and what the caller does not know.
   *
   * @param change which writes the setup as it stands
   */
  static Change stands(
      Change change,
      Versioned<SetupRecord> before,
      SetupRecord after,
      List<StepRecord> steps,
      boolean repaired,
      Instant now) {
    List<StepRecord> concerned = steps.stream().filter(Replies::isConcerned).toList();
    String news = news(after, concerned);
    boolean known = before.value().told().filter(news::equals).isPresent();
    boolean wasAskedFor = before.value().status() == SetupStatus.RUNNING;
    if (after.request().replyTo().isPresent() && (!known || repaired || wasAskedFor)) {
      String type = type(after);
      change.replace(before, after.told(news));
      send(change, new Reply(type, type + "/" + now.toEpochMilli(), after, concerned, now));
    }
    return change;
  }

  /** What only waits for another step is not what the caller has to see to. */
  private static boolean isConcerned(StepRecord step) {
    return switch (step.status()) {
      case FAILED, DRIFTED, CONTESTED, LEFT -> true;
      default -> false;
    };
  }

  private static void send(Change change, Reply reply) {
    reply.setup().request().replyTo().map(reply::message).ifPresent(change::send);
  }

  /** Such as {@code torn-down}. */
  private static String type(SetupRecord ended) {
    return ended.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The same for the same news: when it was found, and in which words, is none. */
  private static String news(SetupRecord after, List<StepRecord> steps) {
    String until = after.reversal().flatMap(Reversal::until).map(time -> "/" + time).orElse("");
    String details = steps.stream().map(Replies::inShort).collect(joining("\n"));
    return type(after) + until + (details.isEmpty() ? "" : "/" + hash(details));
  }

  private static String inShort(StepRecord step) {
    Optional<Drift> drift = DriftResponse.ofThisCheck(step);
    return Stream.of(
            Optional.of(step.name() + " " + step.status()),
            step.error().map(error -> error.code()),
            drift.map(each -> each.differences().toString()),
            drift.flatMap(Drift::cause).map(ResourceChange::subject))
        .flatMap(Optional::stream)
        .collect(joining(" "));
  }

  private static String hash(String text) {
    return Sha256.hex(text).substring(0, HASH_DIGITS);
  }
}
