package dev.moat.simulation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody is going to do, and when. */
final class Agenda {

  private record Planned(Instant at, Runnable act) {}

  private final Clock clock;
  private final List<Planned> planned = new ArrayList<>();

  Agenda(Clock clock) {
    this.clock = clock;
  }

  void plan(Instant at, Runnable act) {
    planned.add(new Planned(at, act));
  }

  /** Does what is due. */
  void act() {
    planned.stream().filter(p -> !p.at().isAfter(clock.instant())).toList().forEach(this::perform);
  }

  /** Does the next thing ahead of its time: in the middle of something. */
  void actEarly() {
    planned.stream().min(Comparator.comparing(Planned::at)).ifPresent(this::perform);
  }

  /** When the next act is due; empty when all is done. */
  Optional<Instant> nextAct() {
    return planned.stream().map(Planned::at).min(Instant::compareTo);
  }

  /** What is done is done once, also when it is come upon in the middle of itself. */
  private void perform(Planned next) {
    if (planned.remove(next)) {
      next.act().run();
    }
  }
}
