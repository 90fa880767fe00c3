package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Actor;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;

/** A drift as it stands in the log and in what callers are told. */
final class DriftJson {

  private DriftJson() {}

  /**
   * Adds {@code differences} and {@code foundAt} to the object, and who caused them, as far as an
   * event told.
   */
  static ObjectNode add(ObjectNode object, Drift drift) {
    ArrayNode differences = object.putArray("differences");
    drift
        .differences()
        .forEach(
            each ->
                differences
                    .addObject()
                    .put("field", each.field())
                    .put("expected", each.expected())
                    .put("found", each.found()));
    object.put("foundAt", drift.foundAt().toString());
    drift.cause().ifPresent(change -> add(object, change));
    return object;
  }

  private static void add(ObjectNode object, ResourceChange change) {
    ObjectNode who = object.putObject("actor");
    Actor actor = change.actor();
    actor.name().ifPresent(name -> who.put("name", name));
    actor.objectId().ifPresent(id -> who.put("objectId", id));
    actor.appId().ifPresent(id -> who.put("appId", id));
    object
        .put("operation", change.operation())
        .put("resource", change.resource().value())
        .put("changedAt", change.at().toString())
        .put("correlationId", change.correlationId());
  }
}
