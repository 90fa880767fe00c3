package dev.moat.simulation;

/** What happened in runs in which somebody undid what setups made. */
record Drifting(
    int seeds,
    int acts,
    int events,
    int ownEvents,
    int eventsLost,
    int eventsTwice,
    int eventsLate,
    int notices,
    int ownNotices,
    int checks,
    int repairs,
    int reports,
    int contested,
    int named) {

  static final Drifting NOTHING = answered(0, 0, 0, 0);

  static Drifting answered(int repairs, int reports, int contested, int named) {
    return new Drifting(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, repairs, reports, contested, named);
  }

  Drifting plus(Drifting other) {
    return new Drifting(
        seeds + other.seeds,
        acts + other.acts,
        events + other.events,
        ownEvents + other.ownEvents,
        eventsLost + other.eventsLost,
        eventsTwice + other.eventsTwice,
        eventsLate + other.eventsLate,
        notices + other.notices,
        ownNotices + other.ownNotices,
        checks + other.checks,
        repairs + other.repairs,
        reports + other.reports,
        contested + other.contested,
        named + other.named);
  }
}
