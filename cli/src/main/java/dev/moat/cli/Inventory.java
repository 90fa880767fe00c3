package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of a plan as Resource Manager tells them at one moment; empty those that are not
 * there.
 */
record Inventory(Map<ResourceId, Optional<JsonNode>> resources) {

  static Inventory read(LocalArm arm, Plan plan) {
    Map<ResourceId, Optional<JsonNode>> resources = new LinkedHashMap<>();
    for (PlannedStep step : plan.steps()) {
      if (step.name().kind() != StepKind.PREFLIGHT) {
        ResourceId id = step.desired().resource();
        resources.computeIfAbsent(id, each -> find(arm, each, apiVersion(step.name().kind())));
      }
    }
    return new Inventory(resources);
  }

  /** What is there now and was not there before. */
  List<ResourceId> createdSince(Inventory before) {
    return resources.keySet().stream()
        .filter(id -> before.at(id).isEmpty() && at(id).isPresent())
        .toList();
  }

  /** What was there before and is another now, or gone. */
  List<ResourceId> changedSince(Inventory before) {
    return resources.keySet().stream()
        .filter(id -> before.at(id).isPresent() && !before.at(id).equals(at(id)))
        .toList();
  }

  /** All that was created or changed; a resource that was both is there twice. */
  List<ResourceId> touchedSince(Inventory before, List<ResourceId> createdThenChanged) {
    List<ResourceId> touched = new ArrayList<>(createdSince(before));
    touched.addAll(changedSince(before));
    touched.addAll(createdThenChanged);
    return touched;
  }

  private Optional<JsonNode> at(ResourceId id) {
    return resources.getOrDefault(id, Optional.empty());
  }

  private static Optional<JsonNode> find(LocalArm arm, ResourceId id, String apiVersion) {
    LocalArm.Answer answer = arm.call("GET", id + "?api-version=" + apiVersion, "");
    return switch (answer.status()) {
      case 200 -> Optional.of(answer.body());
      case 404 -> Optional.empty();
      default ->
          throw new IllegalStateException(
              "GET %s was answered with %d: %s".formatted(id, answer.status(), answer.body()));
    };
  }

  private static String apiVersion(StepKind kind) {
    return switch (kind) {
      case VIRTUAL_NETWORK, SUBNET, ENDPOINT, ZONE_GROUP -> ApiVersions.NETWORK;
      case DNS_ZONE, LINK -> ApiVersions.PRIVATE_DNS;
      case PREFLIGHT, REGISTRY, LOCKDOWN -> ApiVersions.REGISTRY;
      case IDENTITY_GRANT -> ApiVersions.AUTHORIZATION;
    };
  }
}
