package dev.moat.contract;

import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Fact;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.Operation;
import dev.moat.model.Outgoing;
import dev.moat.model.ReplyTo;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records with every field in use. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final ResourceId GROUP =
      new ResourceId(
          "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-Registry");

  private Samples() {}

  public static ResourceId group() {
    return GROUP;
  }

  public static ResourceId registryId(String name) {
    return GROUP.extension("Microsoft.ContainerRegistry", "registries", name);
  }

  public static ResourceId zone() {
    return GROUP.extension("Microsoft.Network", "privateDnsZones", "privatelink.azurecr.io");
  }

  public static ResourceId network(String name) {
    return GROUP.extension("Microsoft.Network", "virtualNetworks", name);
  }

  public static SetupId setupId(String registry) {
    return SetupId.of(registryId(registry));
  }

  /** A request that uses every part of the contract. */
  public static SetupRequest request(String registry) {
    return request(
        registry,
        Optional.of(driftPolicy()),
        Optional.of(new SetupRequest.ManualApproval(Optional.of("Asked for by Zoë"), true)),
        Optional.of(new ReplyTo("setup-outcomes", Optional.of("order-4711"))));
  }

  public static DriftPolicy driftPolicy() {
    return new DriftPolicy(
        OnDrift.REPORT, Map.of("registry", OnDrift.REPAIR, "subnet", OnDrift.IGNORE), true);
  }

  /** The same with this said about drift, and nothing that came to the contract after drift. */
  public static SetupRequest request(String registry, Optional<DriftPolicy> onDrift) {
    return request(registry, onDrift, Optional.empty(), Optional.empty());
  }

  private static SetupRequest request(
      String registry,
      Optional<DriftPolicy> onDrift,
      Optional<SetupRequest.ManualApproval> manualApproval,
      Optional<ReplyTo> replyTo) {
    ResourceId subnet = network("vnet-hub").child("subnets", "private-endpoints");
    ResourceId zone = zone();
    return new SetupRequest(
        "request-1",
        new SetupRequest.Registry(
            registryId(registry),
            Optional.of(new SetupRequest.CreateRegistry("westeurope", Map.of("owner", "Zoë")))),
        List.of(
            new SetupRequest.VirtualNetwork(
                network("vnet-hub"),
                Optional.of(
                    new SetupRequest.CreateVirtualNetwork(
                        "westeurope", List.of("10.0.0.0/16"), Map.of("a", "1", "b", "2"))),
                List.of(
                    new SetupRequest.Subnet(
                        subnet,
                        "10.0.1.0/27",
                        Optional.of("Disabled"),
                        List.of("Microsoft.Web/serverFarms"))))),
        new SetupRequest.PrivateDnsZone(
            zone,
            List.of(
                new SetupRequest.VirtualNetworkLink(
                    zone.child("virtualNetworkLinks", "link-hub"), network("vnet-hub")))),
        new SetupRequest.PrivateEndpoint(
            GROUP.extension("Microsoft.Network", "privateEndpoints", "pe-registry"),
            "westeurope",
            subnet,
            "registry-connection",
            "default",
            manualApproval),
        List.of(
            new SetupRequest.RoleAssignment(
                "AcrPull", "66666666-7777-8888-9999-000000000000", "ServicePrincipal")),
        onDrift,
        replyTo);
  }

  public static SetupRecord setup(String registry) {
    return SetupRecord.accepted(setupId(registry), 1, request(registry), NOON);
  }

  /** The same setup after its end, of which its caller was told. */
  public static SetupRecord succeeded(SetupRecord setup) {
    return setup.ended(SetupStatus.SUCCEEDED, NOON.plusSeconds(90)).told("succeeded");
  }

  public static StepRecord pending(StepKind kind, String resource) {
    return StepRecord.pending(StepName.of(kind, resource), 1);
  }

  /** Somebody opened the registry. */
  public static ResourceChange change(String registry) {
    return new ResourceChange(
        registryId(registry),
        "Microsoft.ContainerRegistry/registries/write",
        new Actor(
            Optional.of("alice@contoso.com"),
            Optional.of("a11ce000-0000-4000-8000-000000000001"),
            Optional.of("04b07795-8ddb-461a-bbee-02f9e1bf7b46")),
        "5f1e3c1a-5d2b-4f0a-9d52-4c8f3e0c9b11",
        NOON.minusSeconds(10));
  }

  /** A step with a value in every field. */
  public static StepRecord fullStep() {
    return new StepRecord(
        StepName.of(StepKind.SUBNET, "vnet-hub.private-endpoints"),
        3,
        StepStatus.PARKED,
        7,
        2,
        1,
        3,
        Optional.of("the operation of Azure"),
        Optional.of(
            new Operation(
                Operation.Style.ASYNC_OPERATION,
                "https://management.azure.com/operations/1?api-version=2024-05-01&t=x%2By&c=z",
                NOON)),
        Optional.of(NOON.plusSeconds(30)),
        Intent.CREATE,
        true,
        Map.of("subnetId", "/subscriptions/1/subnet", "addressPrefix", "10.0.1.0/27"),
        List.of(new Fact("secureacr.azurecr.io resolves to 10.0.1.5", registryId("secureacr"))),
        Optional.of(new StepError("Conflict", "Cannot write the subnet", "Look at the network")),
        Optional.of("7c0d3a43-9f0b-4e26-9ff1-7a9c54d5e0aa"),
        List.of("0b6f2f0e-2f58-4a34-8d5c-3f1d7d5a2c11"),
        Optional.of(NOON.minusSeconds(60)),
        Optional.of(NOON.minusSeconds(30)),
        List.of(change("secureacr")),
        List.of(
            new Drift(
                NOON.minusSeconds(5),
                List.of(new Difference("delegations", "[]", "[Microsoft.Web/serverFarms]")),
                Optional.of(change("secureacr")),
                Drift.Response.REPAIRED,
                Optional.of(NOON.minusSeconds(40)))),
        Optional.of(NOON),
        Optional.of(NOON.plusSeconds(15)),
        Optional.of(NOON.plusNanos(123_456_700)),
        Optional.of(registryId("secureacr")),
        21,
        4);
  }

  public static Outgoing event(String messageId) {
    return new Outgoing("setup-events", messageId, "{\"setup\":\"1\"}", Optional.empty());
  }

  public static HistoryEntry note(Instant at, String text) {
    return new HistoryEntry(at, 1, "setup", "SetupAccepted", text);
  }
}
