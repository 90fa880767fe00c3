package dev.moat.cli;

import dev.moat.arm.ApiVersions;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;

/**
 * A change by hand that undoes a part of what a setup made.
 *
 * @param inWords what is done, as it follows on a name
 * @param body empty when there is none
 * @param operation as Azure's activity log names it
 * @param step the step that is to notice
 * @param difference what that step is to find
 */
record Tampering(
    String inWords,
    String method,
    ResourceId resource,
    String apiVersion,
    String body,
    String operation,
    StepName step,
    Difference difference) {

  static Tampering openPublicAccess(SetupRequest request) {
    return new Tampering(
        "opens public access",
        "PATCH",
        request.registry().id(),
        ApiVersions.REGISTRY,
        "{\"properties\":{\"publicNetworkAccess\":\"Enabled\"}}",
        "Microsoft.ContainerRegistry/registries/write",
        StepName.of(StepKind.LOCKDOWN),
        new Difference("publicNetworkAccess", "Disabled", "Enabled"));
  }

  /**
   * @param zoneGroup whose removal takes the registry's records along
   */
  static Tampering deleteZoneGroup(ResourceId zoneGroup) {
    return new Tampering(
        "deletes the endpoint's zone group",
        "DELETE",
        zoneGroup,
        ApiVersions.NETWORK,
        "",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/delete",
        StepName.of(StepKind.ZONE_GROUP),
        new Difference(Drift.EXISTENCE, "present", "absent"));
  }
}
