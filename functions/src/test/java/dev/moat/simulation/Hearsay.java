package dev.moat.simulation;

import dev.moat.engine.Notice;
import dev.moat.model.SetupId;
import java.util.ArrayList;
import java.util.List;

/** Of which deletions setups have heard, and when. */
final class Hearsay {

  private record Heard(SetupId setup, String correlationId, long order) {}

  private final Claims claims;
  private final List<Heard> heard = new ArrayList<>();

  Hearsay(Claims claims) {
    this.claims = claims;
  }

  /** A setup has taken notice of a change. */
  void learn(Notice notice) {
    if (notice.change().isDeletion()) {
      heard.add(new Heard(notice.setup(), notice.change().correlationId(), claims.now()));
    }
  }

  /** Whether a setup had heard of a deletion before that commit. */
  boolean hasHeard(SetupId setup, String correlationId, long before) {
    return heard.stream()
        .filter(each -> each.setup().equals(setup) && each.order() < before)
        .anyMatch(each -> each.correlationId().equals(correlationId));
  }
}
