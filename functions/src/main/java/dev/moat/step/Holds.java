package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who else uses what Moat created. Azure itself refuses to remove a subnet that is in use and a
 * zone that is linked, but with a zone it removes the records of every registry in it, and with a
 * network it leaves the other ends of its peerings dead.
 *
 * <p>A network does not tell whether zones of others are linked to it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet">What
 *     keeps a subnet</a>
 * @see <a href="https://learn.microsoft.com/azure/dns/private-dns-privatednszone">What goes with a
 *     zone</a>
 */
final class Holds {

  /** How Azure names each address of a private endpoint. */
  private static final String OF_ENDPOINT = "/ipconfigurations/privateendpointipconfig.";

  private static final List<String> SERVICES =
      List.of("serviceAssociationLinks", "resourceNavigationLinks", "ipConfigurationProfiles");

  private static final int MOST_NAMED = 3;

  private Holds() {}

  /** Subnets, of which Moat's own were removed before, and peerings. */
  static Optional<Observation> onNetwork(
      StepContext<Desired.Removal> context, ArmResource network) {
    return heldBy(
        context,
        Stream.of("subnets", "virtualNetworkPeerings").flatMap(list -> ids(network, list)));
  }

  /** Interfaces, private endpoints, and services to which the subnet is delegated. */
  static Optional<Observation> onSubnet(StepContext<Desired.Removal> context, ArmResource subnet) {
    return heldBy(
            context,
            Stream.concat(
                SERVICES.stream().flatMap(list -> ids(subnet, list)),
                ids(subnet, "ipConfigurations").filter(id -> !isOfEndpoint(id))))
        .or(() -> heldBy(context, endpoints(context.arm(), subnet)))
        .or(() -> remains(context, subnet));
  }

  /** One that is there is enough to know. */
  private static Stream<String> endpoints(Arm arm, ArmResource subnet) {
    return ids(subnet, "privateEndpoints")
        .filter(id -> arm.get(new ResourceId(id), ApiVersions.NETWORK).isPresent())
        .limit(1);
  }

  /**
   * An endpoint may be gone before its interface is.
   *
   * @see <a href="https://github.com/Azure/azure-rest-api-specs/issues/32752">The interface of a
   *     private endpoint that was deleted</a>
   */
  private static Optional<Observation> remains(
      StepContext<Desired.Removal> context, ArmResource subnet) {
    return Stream.of("ipConfigurations", "privateEndpoints")
        .flatMap(list -> ids(subnet, list))
        .findFirst()
        .map(
            id ->
                new Observation.InProgress(
                    "Azure has not taken %s out of %s yet"
                        .formatted(id, context.desired().resource())));
  }

  private static boolean isOfEndpoint(String ipConfiguration) {
    return ipConfiguration.toLowerCase(Locale.ROOT).contains(OF_ENDPOINT);
  }

  /** Links, of which Moat's own were removed before, and records of whatever kind. */
  static Optional<Observation> onZone(StepContext<Desired.Removal> context, ArmResource zone) {
    ResourceId id = context.desired().resource();
    return heldBy(context, listed(context.arm(), id.child(LinkStep.LINKS)))
        .or(() -> heldBy(context, records(context.arm(), id)));
  }

  /**
   * Records in the linked zone: whoever is in the network resolves them through this link, and of
   * this setup there are none any more.
   */
  static Optional<Observation> onLink(StepContext<Desired.Removal> context, ArmResource link) {
    return heldBy(context, records(context.arm(), context.desired().resource().parent()));
  }

  private static Stream<String> records(Arm arm, ResourceId zone) {
    return listed(arm, zone.child("ALL")).filter(id -> !isSoa(id));
  }

  /** Every zone has one, which goes with it. */
  private static boolean isSoa(String record) {
    return record.toUpperCase(Locale.ROOT).endsWith("/SOA/@");
  }

  private static Stream<String> listed(Arm arm, ResourceId collection) {
    return arm.list(collection.value(), ApiVersions.PRIVATE_DNS).stream()
        .map(each -> each.path("id").asText());
  }

  private static Stream<String> ids(ArmResource resource, String list) {
    return Json.items(resource.at("/properties/" + list)).map(Holds::id);
  }

  private static String id(JsonNode item) {
    return item.path("id").asText();
  }

  private static Optional<Observation> heldBy(
      StepContext<Desired.Removal> context, Stream<String> users) {
    List<String> held = users.toList();
    if (held.isEmpty()) {
      return Optional.empty();
    }
    String some = held.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = held.size() - MOST_NAMED;
    return Optional.of(
        new Observation.Left(
            "%s is used by %s%s"
                .formatted(
                    context.desired().resource(), some, more > 0 ? " and " + more + " more" : "")));
  }
}
