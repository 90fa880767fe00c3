package dev.moat.step;

import dev.moat.model.Desired;
import dev.moat.model.StepKind;

/** The step of each kind. Steps keep no state, so that there is one object for each. */
public final class Steps {

  private static final Step<Desired.Preflight> PREFLIGHT = new PreflightStep();
  private static final Step<Desired.VirtualNetwork> VIRTUAL_NETWORK = new VirtualNetworkStep();
  private static final Step<Desired.Registry> REGISTRY = new RegistryStep();
  private static final Step<Desired.Subnet> SUBNET = new SubnetStep();
  private static final Step<Desired.DnsZone> DNS_ZONE = new DnsZoneStep();
  private static final Step<Desired.Link> LINK = new LinkStep();
  private static final Step<Desired.Endpoint> ENDPOINT = new EndpointStep();
  private static final Step<Desired.ZoneGroup> ZONE_GROUP = new ZoneGroupStep();
  private static final Step<Desired.IdentityGrant> IDENTITY_GRANT = new IdentityGrantStep();
  private static final Step<Desired.Lockdown> LOCKDOWN = new LockdownStep();

  private static final Step<Desired.Restoration> RESTORATION = new RestorationStep();

  private Steps() {}

  /**
   * The step of this kind, with what it is to bring about; throws {@link ClassCastException} when
   * the two do not belong together, and {@link IllegalArgumentException} when it is the removal of
   * something that no step of this kind creates.
   */
  public static Task<?> task(StepKind kind, Desired desired) {
    if (desired instanceof Desired.Removal removal) {
      return new Task<>(Removals.of(kind), removal);
    }
    if (desired instanceof Desired.Restoration restoration) {
      return new Task<>(RESTORATION, restoration);
    }
    return switch (kind) {
      case PREFLIGHT -> new Task<>(PREFLIGHT, (Desired.Preflight) desired);
      case VIRTUAL_NETWORK -> new Task<>(VIRTUAL_NETWORK, (Desired.VirtualNetwork) desired);
      case REGISTRY -> new Task<>(REGISTRY, (Desired.Registry) desired);
      case SUBNET -> new Task<>(SUBNET, (Desired.Subnet) desired);
      case DNS_ZONE -> new Task<>(DNS_ZONE, (Desired.DnsZone) desired);
      case LINK -> new Task<>(LINK, (Desired.Link) desired);
      case ENDPOINT -> new Task<>(ENDPOINT, (Desired.Endpoint) desired);
      case ZONE_GROUP -> new Task<>(ZONE_GROUP, (Desired.ZoneGroup) desired);
      case IDENTITY_GRANT -> new Task<>(IDENTITY_GRANT, (Desired.IdentityGrant) desired);
      case LOCKDOWN -> new Task<>(LOCKDOWN, (Desired.Lockdown) desired);
    };
  }
}
