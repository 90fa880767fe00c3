package dev.moat.localazure.eventgrid;

import dev.moat.localazure.resourcemanager.ResourceChange;
import java.util.random.RandomGenerator;

/** Writes events as the local Event Grid does, for tests that deliver them themselves. */
public final class EventTexts {

  private static final String TENANT = "99999999-9999-9999-9999-999999999999";
  private static final String TOPIC = "/subscriptions/00000000-0000-0000-0000-000000000001";

  private final ManagementEvents events;
  private final RandomGenerator random;

  public EventTexts(RandomGenerator random) {
    this.events = new ManagementEvents(TENANT, random);
    this.random = random;
  }

  /** The event of a change, in one of the schemas. */
  public String of(ResourceChange change) {
    EventSchema schema = random.nextBoolean() ? EventSchema.EVENT_GRID : EventSchema.CLOUD_EVENTS;
    return schema.envelope(events.of(change), TOPIC).toString();
  }
}
