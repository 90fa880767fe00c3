package dev.moat.engine;

import dev.moat.model.Actor;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import java.time.Instant;
import java.util.Optional;

/** Somebody else who changes things in Azure. */
final class Mallory {

  static final Actor ACTOR =
      new Actor(Optional.of("mallory@contoso.com"), Optional.of("oid-mallory"), Optional.empty());
  static final Instant ONE = Instant.parse("2026-11-21T13:00:00Z");

  private Mallory() {}

  static ResourceChange wrote(ResourceId resource) {
    return wrote(resource, ONE);
  }

  static ResourceChange wrote(ResourceId resource, Instant at) {
    return new ResourceChange(resource, "Microsoft.X/y/write", ACTOR, "c-mallory", at);
  }

  static ResourceChange deleted(ResourceId resource) {
    return new ResourceChange(resource, "Microsoft.X/y/delete", ACTOR, "c-mallory", ONE);
  }

  /** Some resources of the group have another id from now on. */
  static ResourceChange movedOutOf(ResourceId group) {
    String operation = "Microsoft.Resources/subscriptions/resourceGroups/moveResources/action";
    return new ResourceChange(group, operation, ACTOR, "c-mallory", ONE);
  }
}
