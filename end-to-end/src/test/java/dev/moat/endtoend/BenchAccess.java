package dev.moat.endtoend;

import dev.moat.arm.ApiVersions;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;

/** A person changes who may reach a registry. */
final class BenchAccess {

  private BenchAccess() {}

  static List<BenchScenario> scenarios() {
    return List.of(
        BenchScenario.repaired(
            "public access opened",
            setup -> setup.person().openToThePublic(setup.request().registry()),
            BenchSetup::isClosed),
        BenchScenario.repaired("IP rule added", BenchAccess::addRule, BenchAccess::hasNoRules),
        BenchScenario.repaired(
            "role assignment removed",
            setup -> setup.person().delete(role(setup), ApiVersions.AUTHORIZATION),
            setup -> setup.person().find(role(setup), ApiVersions.AUTHORIZATION).isPresent()));
  }

  private static void addRule(BenchSetup setup) {
    setup
        .person()
        .patch(
            setup.request().registry(),
            ApiVersions.REGISTRY,
            """
            {"properties": {"networkRuleSet": {"ipRules": [{"value": "203.0.113.7"}]}}}
            """);
  }

  private static boolean hasNoRules(BenchSetup setup) {
    return setup
        .registry()
        .filter(registry -> registry.at("/networkRuleSet/ipRules").isEmpty())
        .isPresent();
  }

  private static ResourceId role(BenchSetup setup) {
    return new ResourceId(
        setup.recorded().step(StepKind.IDENTITY_GRANT).outputs().get("roleAssignment"));
  }
}
