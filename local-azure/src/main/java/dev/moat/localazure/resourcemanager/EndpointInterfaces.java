package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.RegistryMembers.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The network interfaces of private endpoints: an address per member of what they reach. */
final class EndpointInterfaces {
  private final Cloud cloud;
  private final RegistryMembers members;
  private final FreeAddresses free;

  EndpointInterfaces(Cloud cloud) {
    this.cloud = cloud;
    this.members = new RegistryMembers(cloud);
    this.free = new FreeAddresses(cloud);
  }

  /**
   * Makes the interface of a new endpoint.
   *
   * @param fixed addresses the caller chose, by member name
   */
  void create(Resource endpoint, ResourceId nicId, Resource registry, Map<String, String> fixed) {
    ObjectNode body =
        Json.object()
            .put("name", nicId.name())
            .put("id", nicId.text())
            .put("type", NetworkInterfaces.TYPE)
            .put("location", endpoint.location())
            .put("kind", "Regular")
            .put("managedBy", endpoint.id().text());
    ObjectNode properties = body.putObject("properties");
    properties
        .put("provisioningState", "Succeeded")
        .put("resourceGuid", cloud.newGuid())
        .put("macAddress", "")
        .put("enableAcceleratedNetworking", false)
        .put("enableIPForwarding", false)
        .put("nicType", "Standard");
    properties.putObject("privateEndpoint").put("id", endpoint.id().text());
    properties.putObject("dnsSettings").putArray("dnsServers");
    properties.putArray("ipConfigurations");
    Resource nic = new Resource(nicId, body, cloud.newEtag());
    addMembers(nic, endpoint, members.of(registry), fixed);
    cloud.resources().put(nic);
  }

  Optional<Resource> of(Resource endpoint) {
    return cloud.find(endpoint.property("/networkInterfaces/0/id"));
  }

  /**
   * Gives the interfaces of a registry's endpoints the members the registry has now.
   *
   * @return false when some subnet had no address left; then nothing was changed
   */
  boolean follow(Resource registry) {
    List<Member> now = members.of(registry);
    List<Resource> endpoints =
        cloud
            .resources()
            .ofType(PrivateEndpoints.TYPE)
            .filter(
                endpoint ->
                    EndpointConnection.of(endpoint).target().equalsIgnoreCase(registry.id().text()))
            .toList();
    if (endpoints.stream()
        .anyMatch(endpoint -> free.count(subnetOf(endpoint)) < missing(endpoint, now))) {
      return false;
    }
    endpoints.forEach(endpoint -> follow(endpoint, now));
    return true;
  }

  private long missing(Resource endpoint, List<Member> now) {
    Set<String> has = of(endpoint).map(EndpointInterfaces::memberNames).orElse(Set.of());
    return now.stream().filter(member -> !has.contains(member.name())).count();
  }

  private void follow(Resource endpoint, List<Member> now) {
    Optional<Resource> nic = of(endpoint);
    if (nic.isPresent()) {
      Set<String> wanted = now.stream().map(Member::name).collect(Collectors.toSet());
      keepOnly(nic.get(), wanted);
      Set<String> has = memberNames(nic.get());
      List<Member> added = now.stream().filter(member -> !has.contains(member.name())).toList();
      addMembers(nic.get(), endpoint, added, Map.of());
      nic.get().changeEtag(cloud.newEtag());
      new ZoneGroupRecords(cloud).follow(endpoint);
    }
  }

  private static void keepOnly(Resource nic, Set<String> wanted) {
    ArrayNode kept =
        Json.arrayOf(configurations(nic).stream().filter(one -> wanted.contains(memberName(one))));
    nic.properties().set("ipConfigurations", kept);
  }

  private static Set<String> memberNames(Resource nic) {
    return configurations(nic).stream()
        .map(EndpointInterfaces::memberName)
        .collect(Collectors.toSet());
  }

  private static String memberName(JsonNode configuration) {
    return Json.text(
        configuration, "/properties/privateLinkConnectionProperties/requiredMemberName");
  }

  static List<JsonNode> configurations(Resource nic) {
    return Json.items(nic.properties().path("ipConfigurations")).toList();
  }

  private void addMembers(
      Resource nic, Resource endpoint, List<Member> added, Map<String, String> fixed) {
    Resource subnet = subnetOf(endpoint);
    Set<String> taken = new HashSet<>(fixed.values());
    List<ObjectNode> configurations = new ArrayList<>();
    for (Member member : added) {
      String chosen = fixed.get(member.name());
      String address = chosen == null ? free.next(subnet, taken) : chosen;
      taken.add(address);
      configurations.add(configuration(nic, subnet, member, address, chosen != null));
    }
    ArrayNode all = (ArrayNode) nic.properties().get("ipConfigurations");
    configurations.forEach(all::add);
    for (int i = 0; i < all.size(); i++) {
      ((ObjectNode) all.get(i).get("properties")).put("primary", i == 0);
    }
  }

  private ObjectNode configuration(
      Resource nic, Resource subnet, Member member, String address, boolean fixed) {
    String name = "privateEndpointIpConfig." + cloud.newGuid();
    ObjectNode configuration =
        Json.object()
            .put("name", name)
            .put("id", nic.id().text() + "/ipConfigurations/" + name)
            .put("etag", nic.etag())
            .put("type", NetworkInterfaces.TYPE + "/ipConfigurations");
    ObjectNode properties =
        configuration
            .putObject("properties")
            .put("provisioningState", "Succeeded")
            .put("privateIPAddress", address)
            .put("privateIPAllocationMethod", fixed ? "Static" : "Dynamic")
            .put("privateIPAddressVersion", "IPv4");
    properties.putObject("subnet").put("id", subnet.id().text());
    ObjectNode link =
        properties
            .putObject("privateLinkConnectionProperties")
            .put("groupId", RegistryMembers.GROUP)
            .put("requiredMemberName", member.name());
    link.putArray("fqdns").add(member.fqdn());
    return configuration;
  }

  private Resource subnetOf(Resource endpoint) {
    return cloud.find(endpoint.property("/subnet/id")).orElseThrow();
  }
}
