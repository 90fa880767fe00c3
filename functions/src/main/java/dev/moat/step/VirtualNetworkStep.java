package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual network exists. An existing one is never written: a PUT replaces the whole set of
 * subnets.
 *
 * <p>Outputs: {@link MadeAs}.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/create-or-update">Create
 *     or update</a>
 */
final class VirtualNetworkStep implements Step<Desired.VirtualNetwork> {

  @Override
  public StepKind kind() {
    return StepKind.VIRTUAL_NETWORK;
  }

  @Override
  public Observation observe(StepContext<Desired.VirtualNetwork> context) {
    Desired.VirtualNetwork desired = context.desired();
    return context
        .arm()
        .get(desired.resource(), ApiVersions.NETWORK)
        .map(found -> existing(desired.resource(), found))
        .orElseGet(() -> missing(desired));
  }

  /** Setups share it: another may have made it since it was last looked at. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  @Override
  public List<Watched> watches(Desired.VirtualNetwork desired, Map<String, String> own) {
    return List.of(Watched.itself(desired.resource()));
  }

  @Override
  public Begun converge(
      StepContext<Desired.VirtualNetwork> context, Observation.NeedsChange found) {
    Desired.VirtualNetwork desired = context.desired();
    CreateVirtualNetwork create =
        desired
            .createIfMissing()
            .orElseThrow(() -> new IllegalStateException(desired + " is not to be created"));
    return context.arm().put(desired.resource(), ApiVersions.NETWORK, body(create));
  }

  @Override
  public Map<String, String> outputs(Desired.VirtualNetwork desired, ObjectNode firstAnswer) {
    return MadeAs.RESOURCE_GUID.made(firstAnswer);
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.VirtualNetwork desired) {
    return Optional.of(desired.resource());
  }

  /** What is said of a network that is not there and is not to be created. */
  static StepError notFound(ResourceId id) {
    return new StepError(
        "VirtualNetworkNotFound",
        "The virtual network " + id + " is not there.",
        "Create it, correct the id, or ask with createIfMissing.");
  }

  private static Observation missing(Desired.VirtualNetwork desired) {
    return desired.createIfMissing().isPresent()
        ? new Observation.Absent()
        : new Observation.Blocked(notFound(desired.resource()));
  }

  private static Observation existing(ResourceId id, ArmResource found) {
    return Provisioning.changing(id, found)
        .or(
            () ->
                Provisioning.broken("VirtualNetworkNotProvisioned", id, found)
                    .map(Observation.Blocked::new))
        .orElseGet(() -> new Observation.Matches(MadeAs.RESOURCE_GUID.found(found.body())));
  }

  private static ObjectNode body(CreateVirtualNetwork create) {
    ObjectNode body = Json.object().put("location", create.location());
    Json.addAll(
        body.putObject("properties").putObject("addressSpace").putArray("addressPrefixes"),
        create.addressPrefixes());
    return Json.tagged(body, create.tags());
  }
}
