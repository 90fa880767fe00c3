package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The private DNS zone exists.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/dns/privatedns/private-zones/create-or-update">Create
 *     or update</a>
 */
final class DnsZoneStep implements Step<Desired.DnsZone> {

  @Override
  public StepKind kind() {
    return StepKind.DNS_ZONE;
  }

  @Override
  public Observation observe(StepContext<Desired.DnsZone> context) {
    ResourceId zone = context.desired().resource();
    return context
        .arm()
        .get(zone, ApiVersions.PRIVATE_DNS)
        .map(found -> existing(zone, found))
        .orElseGet(Observation.Absent::new);
  }

  /** Setups share it: another may have made it since it was last looked at. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  @Override
  public List<Watched> watches(Desired.DnsZone desired, Map<String, String> own) {
    return List.of(Watched.itself(desired.resource()));
  }

  @Override
  public Begun converge(StepContext<Desired.DnsZone> context, Observation.NeedsChange found) {
    ResourceId zone = context.desired().resource();
    ObjectNode body = Json.object().put("location", "global");
    if (found instanceof Observation.Differs differs) {
      body.setAll(Echo.of(differs.found(), Set.of()));
      // All properties of a zone are Azure's; only its tags are somebody's.
      body.remove("properties");
      return Echo.put(context, zone, ApiVersions.PRIVATE_DNS, body, differs.found());
    }
    return context.arm().put(zone, ApiVersions.PRIVATE_DNS, body);
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.DnsZone desired) {
    return Optional.of(desired.resource());
  }

  private static Observation existing(ResourceId zone, ArmResource found) {
    List<Difference> failure = Provisioning.failure(found);
    return Provisioning.changing(zone, found)
        .orElseGet(
            () ->
                failure.isEmpty()
                    ? new Observation.Matches()
                    : new Observation.Differs(failure, found));
  }
}
