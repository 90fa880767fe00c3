package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;

import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.plan.Plans;
import java.util.List;
import java.util.Map;

/** A setup that Moat made from nothing an hour ago, with all that it made in Azure. */
final class Made {

  /** In the order in which Moat made them. */
  static final List<StepKind> KINDS =
      List.of(
          VIRTUAL_NETWORK, REGISTRY, SUBNET, DNS_ZONE, LINK, ENDPOINT, ZONE_GROUP, IDENTITY_GRANT);

  static final String POSTURE =
      "{\"publicNetworkAccess\":\"Enabled\",\"networkRuleSet\":"
          + "{\"defaultAction\":\"Allow\",\"ipRules\":[]}}";

  private Made() {}

  static World byMoat() {
    World world = World.inWhichAllIsKept();
    KINDS.forEach(kind -> world.record(kind, step -> step.createdByMoat(true)));
    world.record(LOCKDOWN, step -> step.remember(Map.of("posture", POSTURE)));
    inAzure(world.azure.resources());
    return world;
  }

  /** The resource that the step is about. */
  static ResourceId resource(StepKind kind) {
    return Plans.of(SampleRequest.REQUEST).step(World.name(kind)).desired().resource();
  }

  private static void inAzure(FakeArm azure) {
    KINDS.forEach(kind -> azure.with(resource(kind), "{properties: {}}"));
    azure.with(
        SampleRequest.REGISTRY,
        """
        {sku: {name: 'Premium'}, properties: {publicNetworkAccess: 'Disabled',
         loginServer: 'secureacr2021.azurecr.io',
         networkRuleSet: {defaultAction: 'Allow', ipRules: []}}}
        """);
    azure.withListed(
        SampleRequest.ZONE + "/ALL", "{id: '%s/SOA/@', type: 'SOA'}".formatted(SampleRequest.ZONE));
  }

  /** What was changed in Azure: the method and the name of the resource, in order. */
  static List<String> writes(World world) {
    return world.azure.resources().writes().stream()
        .map(
            write ->
                write.method() + " " + write.path().substring(write.path().lastIndexOf('/') + 1))
        .toList();
  }

  static String access(World world) {
    return world
        .azure
        .resources()
        .body(SampleRequest.REGISTRY)
        .at("/properties/publicNetworkAccess")
        .asText();
  }
}
