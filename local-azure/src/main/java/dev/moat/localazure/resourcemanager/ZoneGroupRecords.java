package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The records a zone group keeps. They overwrite what another group wrote under the same name, and
 * removing either group removes them: so does Azure.
 *
 * <p>Whether a group writes records while the connection is not approved is not known; here it does
 * not. Nor is it known whether it takes up a name that the endpoint gets later, with a replica of
 * its registry: by hand such a record <a
 * href="https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints#manually-configure-dns-records">must
 * be added</a>. Here it does, unless a test asks for the contrary.
 */
final class ZoneGroupRecords {
  private static final int TTL_SECONDS = 10;

  private final Cloud cloud;
  private final RecordSets recordSets;

  ZoneGroupRecords(Cloud cloud) {
    this.cloud = cloud;
    this.recordSets = new RecordSets(cloud);
  }

  static String zone(JsonNode config) {
    return Json.text(config, "/properties/privateDnsZoneId");
  }

  static Optional<JsonNode> config(Resource group, String name) {
    return configs(group).stream()
        .filter(config -> Json.text(config, "/name").equalsIgnoreCase(name))
        .findFirst();
  }

  private static List<JsonNode> configs(Resource group) {
    return Json.items(group.properties().path("privateDnsZoneConfigs")).toList();
  }

  static boolean sameZones(Resource group, ArrayNode configs) {
    List<String> now = configs(group).stream().map(ZoneGroupRecords::zone).toList();
    return now.equals(Json.items(configs).map(ZoneGroupRecords::zone).toList());
  }

  /** The endpoint has other names now. */
  void follow(Resource endpoint) {
    if (cloud.zoneGroupsFollow()) {
      refresh(endpoint);
    }
  }

  /** Writes the records again after the endpoint changed. */
  void refresh(Resource endpoint) {
    cloud
        .resources()
        .below(endpoint.id(), PrivateDnsZoneGroups.TYPE)
        .filter(Resource::hasSucceeded)
        .forEach(this::rewrite);
  }

  private void rewrite(Resource group) {
    remove(group);
    write(group);
    group.changeEtag(cloud.newEtag());
  }

  void write(Resource group) {
    Resource endpoint = cloud.find(group.id().parent()).orElseThrow();
    boolean approved = EndpointConnection.of(endpoint).isApproved();
    Optional<Resource> nic = cloud.find(endpoint.property("/networkInterfaces/0/id"));
    List<EndpointName> names = approved ? nic.map(EndpointName::of).orElse(List.of()) : List.of();
    for (JsonNode config : configs(group)) {
      ((ObjectNode) config.get("properties")).set("recordSets", write(config, names));
    }
  }

  private ArrayNode write(JsonNode config, List<EndpointName> names) {
    ResourceId zone = ResourceId.parse(zone(config));
    ArrayNode written = Json.array();
    for (EndpointName name : names) {
      name.labelIn(zone.name()).ifPresent(label -> written.add(write(zone, label, name)));
    }
    return written;
  }

  private ObjectNode write(ResourceId zone, String label, EndpointName name) {
    if (cloud.find(zone).isPresent()) {
      ObjectNode properties = Json.object().put("ttl", TTL_SECONDS);
      properties.putArray("aRecords").addObject().put("ipv4Address", name.address());
      recordSets.write(zone.child("A", label), properties);
    }
    ObjectNode set =
        Json.object()
            .put("recordType", "A")
            .put("recordSetName", label)
            .put("fqdn", label + "." + zone.name())
            .put("ttl", TTL_SECONDS)
            .put("provisioningState", "Succeeded");
    set.putArray("ipAddresses").add(name.address());
    return set;
  }

  void remove(Resource group) {
    configs(group).forEach(this::remove);
  }

  /** Removes the records of the configs that a new list leaves out. */
  void removeOthers(Resource group, ArrayNode kept) {
    List<String> names = Json.items(kept).map(config -> Json.text(config, "/name")).toList();
    configs(group).stream()
        .filter(config -> !names.contains(Json.text(config, "/name")))
        .forEach(this::remove);
  }

  private void remove(JsonNode config) {
    ResourceId zone = ResourceId.parse(zone(config));
    for (JsonNode set : config.at("/properties/recordSets")) {
      cloud.resources().remove(zone.child("A", Json.text(set, "/recordSetName")));
    }
  }
}
