package dev.moat.request;

import dev.moat.model.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks each resource id by itself, and that nothing is named twice. */
final class Names {

  static final String ZONE = "privatelink.azurecr.io";

  private final Problems problems;

  Names(Problems problems) {
    this.problems = problems;
  }

  void check(Field request) {
    checkIds(request);
    List<Field> networks = request.get("virtualNetworks").items();
    refuseTwice(networks.stream().map(network -> network.get("id")));
    networks.forEach(
        network -> refuseTwice(network.get("subnets").items().stream().map(s -> s.get("name"))));
    List<Field> links = request.get("privateDnsZone").get("virtualNetworkLinks").items();
    refuseTwice(links.stream().map(link -> link.get("name")));
    refuseTwice(links.stream().map(link -> link.get("virtualNetworkId")));
    refuseSameRoleTwice(request.get("roleAssignments").items());
  }

  private void checkIds(Field request) {
    checkId(request.get("registry").get("id"), ResourceType.REGISTRY);
    for (Field network : request.get("virtualNetworks").items()) {
      checkId(network.get("id"), ResourceType.VIRTUAL_NETWORK);
    }
    Field zone = request.get("privateDnsZone");
    checkId(zone.get("id"), ResourceType.PRIVATE_DNS_ZONE)
        .ifPresent(id -> checkZoneName(zone.get("id"), id));
    for (Field link : zone.get("virtualNetworkLinks").items()) {
      checkId(link.get("virtualNetworkId"), ResourceType.VIRTUAL_NETWORK);
    }
    checkId(request.get("privateEndpoint").get("id"), ResourceType.PRIVATE_ENDPOINT);
    checkId(request.get("privateEndpoint").get("subnetId"), ResourceType.SUBNET);
  }

  private Optional<ResourceId> checkId(Field field, ResourceType type) {
    Optional<String> text = field.text();
    Optional<String> fault = text.flatMap(type::faultOf);
    fault.ifPresent(
        words ->
            problems.add(
                Reason.INVALID_RESOURCE_ID,
                field.pointer(),
                "is '%s', which %s. Expected is an id of the form %s."
                    .formatted(Quoted.of(text.orElseThrow()), words, type.form())));
    return fault.isPresent() ? Optional.empty() : text.map(ResourceId::new);
  }

  private void checkZoneName(Field field, ResourceId zone) {
    if (!zone.name().equalsIgnoreCase(ZONE)) {
      problems.add(
          Reason.WRONG_ZONE_NAME,
          field.pointer(),
          "names the zone '%s'. A registry's private addresses are looked up in %s: use that zone."
              .formatted(Quoted.of(zone.name()), ZONE));
    }
  }

  private void refuseTwice(Stream<Field> fields) {
    Map<String, Field> seen = new HashMap<>();
    fields.forEach(
        field ->
            field
                .text()
                .flatMap(text -> earlier(seen, text, field))
                .ifPresent(first -> addTwice(field, same(field, first))));
  }

  private void refuseSameRoleTwice(List<Field> roleAssignments) {
    Map<String, Field> seen = new HashMap<>();
    for (Field assignment : roleAssignments) {
      Optional<String> role = assignment.get("role").text();
      Optional<String> principal = assignment.get("principalId").text();
      role.flatMap(name -> principal.map(id -> name + "/" + id))
          .flatMap(both -> earlier(seen, both, assignment))
          .ifPresent(
              first ->
                  addTwice(assignment, "gives one principal the same role as " + first.pointer()));
    }
  }

  private static Optional<Field> earlier(Map<String, Field> seen, String text, Field field) {
    return Optional.ofNullable(seen.putIfAbsent(text.toLowerCase(Locale.ROOT), field));
  }

  private static String same(Field field, Field first) {
    String text = Quoted.of(field.text().orElse(""));
    return "is '%s', the same as %s".formatted(text, first.pointer());
  }

  private void addTwice(Field field, String sentence) {
    problems.add(
        Reason.DUPLICATE_NAME,
        field.pointer(),
        sentence + ". Names are compared without regard to case; say each once.");
  }
}
