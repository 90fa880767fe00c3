package dev.moat.simulation;

import dev.moat.engine.Messages;
import dev.moat.engine.Notice;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import java.util.ArrayList;
import java.util.List;

/** Of which deletions Event Grid has told, and which setups have heard of them, and when. */
final class Hearsay {

  private record Told(ResourceChange change, long order) {}

  private record Heard(SetupId setup, String correlationId, long order) {}

  private final Claims claims;
  private final SimulatedQueues queues;
  private final List<Told> told = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();

  Hearsay(Claims claims, SimulatedQueues queues) {
    this.claims = claims;
    this.queues = queues;
  }

  /** An event was delivered, and whoever took it did not crash. */
  void learn(ResourceChange change) {
    if (change.isDeletion()) {
      told.add(new Told(change, claims.now()));
    }
  }

  /** A setup has taken notice of a change. */
  void learn(Notice notice) {
    if (notice.change().isDeletion()) {
      heard.add(new Heard(notice.setup(), notice.change().correlationId(), claims.now()));
    }
  }

  /**
   * Whether a setup that relied on what was deleted had to know that before the commit: its event
   * was delivered, and nothing of it was on its way to the setup any more, or lost on the way.
   */
  boolean mustKnow(SetupId setup, String correlationId, long before) {
    return told.stream()
        .filter(each -> each.change().correlationId().equals(correlationId))
        .filter(each -> each.order() < before)
        .anyMatch(
            each ->
                !wasSent(new Notice(setup, each.change()))
                    || hasHeard(setup, correlationId, before));
  }

  private boolean wasSent(Notice notice) {
    return queues.hasTaken(Messages.RESOURCE_CHANGES, notice.messageId());
  }

  private boolean hasHeard(SetupId setup, String correlationId, long before) {
    return heard.stream()
        .filter(each -> each.setup().equals(setup) && each.order() < before)
        .anyMatch(each -> each.correlationId().equals(correlationId));
  }
}
