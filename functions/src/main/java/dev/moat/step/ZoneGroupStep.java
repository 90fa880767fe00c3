package dev.moat.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The endpoint keeps its records in the zone. An endpoint has one zone group: one of another name
 * that has our zone is adopted, and one that has another zone is left alone, because a zone cannot
 * be replaced in place and its records would be gone meanwhile.
 *
 * <p>A group that is in place must have brought its records: each name on the endpoint's interface
 * leads to its address. A wrong record is written itself, which Azure does at once, one record a
 * change; whether Azure brings records back for a group that is put unchanged is not known. Records
 * of other names are not looked at.
 *
 * <p>Outputs: {@code zoneGroup}, its id; {@code adopted} when it has another name.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/private-dns-zone-groups/create-or-update">Create
 *     or update</a>
 */
final class ZoneGroupStep implements Step<Desired.ZoneGroup> {

  private static final String CONFIGS = "privateDnsZoneConfigs";

  @Override
  public StepKind kind() {
    return StepKind.ZONE_GROUP;
  }

  @Override
  public Observation observe(StepContext<Desired.ZoneGroup> context) {
    Desired.ZoneGroup desired = context.desired();
    return context
        .arm()
        .list(desired.endpoint() + "/privateDnsZoneGroups", ApiVersions.NETWORK)
        .stream()
        .findFirst()
        .map(group -> existing(context, Listed.resource(group)))
        .orElseGet(Observation.Absent::new);
  }

  @Override
  public List<Watched> watches(Desired.ZoneGroup desired, Map<String, String> own) {
    return List.of(
        Watched.within(desired.endpoint().child("privateDnsZoneGroups")),
        Watched.within(desired.registry().child("replications")),
        Watched.names(desired.zone().child("A", desired.registry().name())));
  }

  /** The group, the interface, and the two records of a registry in one region. */
  @Override
  public int reads(Desired.ZoneGroup desired) {
    return 4;
  }

  /** Each wrong record is a change of its own. */
  @Override
  public boolean takesSeveralChanges() {
    return true;
  }

  @Override
  public Begun converge(StepContext<Desired.ZoneGroup> context, Observation.NeedsChange found) {
    Desired.ZoneGroup desired = context.desired();
    if (found instanceof Observation.Differs differs) {
      return ZoneRecords.isRecord(differs.found())
          ? writeRecord(context, differs)
          : writeGroup(context, differs.found());
    }
    ObjectNode body = body(Map.of(), desired.zone());
    return context.arm().put(desired.resource(), ApiVersions.NETWORK, body);
  }

  @Override
  public Map<String, String> outputs(Desired.ZoneGroup desired, ObjectNode firstAnswer) {
    return Map.of("zoneGroup", desired.resource().value());
  }

  private static Begun writeGroup(StepContext<Desired.ZoneGroup> context, ArmResource group) {
    ObjectNode body = body(zones(group), context.desired().zone());
    return Echo.put(context, Listed.id(group), ApiVersions.NETWORK, body, group);
  }

  /** The difference that comes first is that of the record that was found. */
  private static Begun writeRecord(
      StepContext<Desired.ZoneGroup> context, Observation.Differs differs) {
    ArmResource record = differs.found();
    ObjectNode body = ZoneRecords.leadingTo(differs.differences().get(0).expected(), record);
    return Echo.put(context, Listed.id(record), ApiVersions.PRIVATE_DNS, body, record);
  }

  private static Observation existing(StepContext<Desired.ZoneGroup> context, ArmResource group) {
    Desired.ZoneGroup desired = context.desired();
    ResourceId id = Listed.id(group);
    Map<String, ResourceId> zones = zones(group);
    boolean hasOurs = zones.containsValue(desired.zone());
    if (!hasOurs && !zones.isEmpty()) {
      return new Observation.Blocked(elsewhere(desired, id, zones));
    }
    List<Difference> differences = new ArrayList<>(Provisioning.failure(group));
    if (!hasOurs) {
      differences.add(new Difference(CONFIGS, desired.zone().value(), "empty"));
    }
    return Provisioning.changing(id, group)
        .orElseGet(
            () ->
                differences.isEmpty()
                    ? compareRecords(context, outputs(id, desired))
                    : new Observation.Differs(differences, group));
  }

  private static Observation compareRecords(
      StepContext<Desired.ZoneGroup> context, Map<String, String> outputs) {
    Desired.ZoneGroup desired = context.desired();
    return EndpointInterface.read(context, desired.endpoint())
        .filter(EndpointInterface::isNamed)
        .map(
            found -> ZoneRecords.read(context.arm(), desired.zone(), found).observe(found, outputs))
        .orElseGet(
            () ->
                new Observation.InProgress(
                    "The interface of "
                        + desired.endpoint()
                        + " has no names yet that records could be compared with"));
  }

  private static Map<String, String> outputs(ResourceId found, Desired.ZoneGroup desired) {
    return found.equals(desired.resource())
        ? Map.of("zoneGroup", found.value())
        : Map.of("zoneGroup", found.value(), "adopted", "true");
  }

  private static ObjectNode body(Map<String, ResourceId> others, ResourceId zone) {
    ObjectNode body = Json.object();
    ArrayNode configs = body.putObject("properties").putArray(CONFIGS);
    if (!others.containsValue(zone)) {
      config(configs, zone.name(), zone);
    }
    others.forEach((name, other) -> config(configs, name, other));
    return body;
  }

  private static void config(ArrayNode configs, String name, ResourceId zone) {
    configs
        .addObject()
        .put("name", name)
        .putObject("properties")
        .put("privateDnsZoneId", zone.value());
  }

  private static StepError elsewhere(
      Desired.ZoneGroup desired, ResourceId group, Map<String, ResourceId> zones) {
    return new StepError(
        "ZoneGroupElsewhere",
        "The zone group %s keeps the records of %s in %s, not in %s."
            .formatted(group, desired.endpoint(), zones.values(), desired.zone()),
        "Ask for the zone it has; or delete the group, which takes its records away until the step"
            + " is replayed.");
  }

  /** The zones of a group, by the names of its configurations. */
  private static Map<String, ResourceId> zones(ArmResource group) {
    Map<String, ResourceId> zones = new LinkedHashMap<>();
    Json.items(group.at("/properties/" + CONFIGS))
        .forEach(
            config ->
                zones.put(
                    config.path("name").asText(),
                    new ResourceId(config.at("/properties/privateDnsZoneId").asText())));
    return zones;
  }
}
