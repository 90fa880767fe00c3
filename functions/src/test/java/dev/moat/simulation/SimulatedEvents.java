package dev.moat.simulation;

import dev.moat.localazure.eventgrid.EventTexts;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.trigger.EventReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Event Grid that keeps what it promises and nothing more: an event comes now or hours later, once
 * or more often, in any order, or, once all tries were in vain, never.
 */
final class SimulatedEvents {

  private static final double LOST = 0.15;
  private static final double TWICE = 0.15;
  private static final double LATE = 0.1;
  private static final Duration LATEST = Duration.ofHours(3);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private record OnItsWay(String text, Instant due) {}

  private final Clock clock;
  private final RandomGenerator random;
  private final Chaos chaos;
  private final EventTexts texts;
  private final List<OnItsWay> events = new ArrayList<>();
  private int raised;
  private int own;
  private int lost;
  private int duplicates;
  private int late;

  SimulatedEvents(Clock clock, RandomGenerator random, Chaos chaos) {
    this.clock = clock;
    this.random = random;
    this.chaos = chaos;
    this.texts = new EventTexts(random);
  }

  /** Hears of a change in Azure. */
  void raise(ResourceChange change) {
    raised++;
    own += change.caller().equals(InProcessAzure.MOAT) ? 1 : 0;
    if (chaos.happens(LOST)) {
      lost++;
      return;
    }
    String text = texts.of(change);
    send(text);
    if (chaos.happens(TWICE)) {
      duplicates++;
      send(text);
    }
  }

  /** Delivers one of the events whose time has come; false when there is none. */
  boolean deliverOne(Consumer<dev.moat.model.ResourceChange> reader) {
    List<OnItsWay> due = events.stream().filter(e -> !e.due().isAfter(clock.instant())).toList();
    if (due.isEmpty()) {
      return false;
    }
    OnItsWay event = due.get(random.nextInt(due.size()));
    events.remove(event);
    try {
      EventReader.read(event.text()).ifPresent(reader);
    } catch (SimulatedCrash crash) {
      events.add(new OnItsWay(event.text(), clock.instant().plus(RETRY)));
    }
    return true;
  }

  /** When the next event is due; empty when none is on its way. */
  Optional<Instant> nextDue() {
    return events.stream().map(OnItsWay::due).min(Instant::compareTo);
  }

  int raised() {
    return raised;
  }

  /** Those of changes that Moat made. */
  int own() {
    return own;
  }

  int lost() {
    return lost;
  }

  int duplicates() {
    return duplicates;
  }

  int late() {
    return late;
  }

  private void send(String text) {
    events.add(new OnItsWay(text, clock.instant().plus(lateness())));
  }

  private Duration lateness() {
    if (chaos.happens(LATE)) {
      late++;
      return Duration.ofMillis(random.nextLong(LATEST.toMillis()));
    }
    return Duration.ofMillis(random.nextInt(60_000));
  }
}
