package dev.moat.trigger;

import dev.moat.model.ResourceChange;
import java.util.Optional;

/** Lets tests of other packages read events as the function does. */
public final class EventReader {

  private EventReader() {}

  /** The change that an event tells of; empty when it tells of none. */
  public static Optional<ResourceChange> read(String event) {
    return ResourceEvents.read(event);
  }
}
