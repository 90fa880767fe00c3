package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.model.Desired;
import dev.moat.model.Fact;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way from the networks to the registry, piece by piece as it was read: what is proved, and
 * what is missing. A registry answers on several names, one for its API and one for the data of
 * each region, and a pull needs all of them; a missing data record lets people log in and fails
 * every layer. The registry tells its names, the interface of the endpoint has their addresses, and
 * the zone their records.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints">The
 *     names of a registry behind a private endpoint</a>
 */
final class PrivatePath {

  private static final String DATA_MEMBER = "registry_data_";

  private final List<Fact> facts = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final Arm arm;
  private final Desired.Lockdown desired;

  private PrivatePath(Arm arm, Desired.Lockdown desired) {
    this.arm = arm;
    this.desired = desired;
  }

  /**
   * Reads the interface, the record of each of its names, and the zone's links; the registry was
   * read already.
   */
  static PrivatePath read(StepContext<Desired.Lockdown> context, ArmResource registry) {
    PrivatePath path = new PrivatePath(context.arm(), context.desired());
    path.proveApproval(registry);
    path.proveNames(context, registry);
    path.proveLinks();
    return path;
  }

  /** One for each piece that was found in place. */
  List<Fact> facts() {
    return List.copyOf(facts);
  }

  /** In words, each piece that was not; empty when the path is whole. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  private void proveApproval(ArmResource registry) {
    ResourceId endpoint = desired.endpoint();
    RegistryConnection.of(registry, desired.resource(), endpoint)
        .ifPresentOrElse(
            connection -> {
              if (connection.isApproved()) {
                proved("the connection to " + endpoint + " is Approved", desired.resource());
              } else {
                missing.add(
                    "the registry's connection to " + endpoint + " is " + connection.status());
              }
            },
            () -> missing.add("the registry has no connection to " + endpoint));
  }

  private void proveNames(StepContext<Desired.Lockdown> context, ArmResource registry) {
    EndpointInterface.read(context, desired.endpoint())
        .ifPresentOrElse(
            found -> proveNames(found, registry),
            () -> missing.add("the endpoint " + desired.endpoint() + " has no network interface"));
  }

  private void proveNames(EndpointInterface found, ArmResource registry) {
    List<EndpointAddress> addresses = found.addresses();
    namesOf(registry)
        .filter(name -> addresses.stream().noneMatch(each -> each.isOf(name)))
        .forEach(name -> missing.add(found.id() + " has no address for " + name));
    if (addresses.stream().noneMatch(each -> each.member().equals(EndpointStep.GROUP_ID))) {
      missing.add(found.id() + " has no address for the registry's API (member registry)");
    }
    if (addresses.stream().noneMatch(each -> each.member().startsWith(DATA_MEMBER))) {
      missing.add(found.id() + " has no address for the registry's data (member registry_data_…)");
    }
    ZoneRecords records = ZoneRecords.read(arm, desired.zone(), found);
    addresses.forEach(each -> proveRecords(each, records));
  }

  /** What the registry itself says that it answers on: a region without an address cannot pull. */
  private static Stream<String> namesOf(ArmResource registry) {
    return Stream.concat(
        Stream.of(registry.at("/properties/loginServer").asText(""))
            .filter(name -> !name.isEmpty()),
        Json.texts(registry.at("/properties/dataEndpointHostNames")).stream());
  }

  private void proveRecords(EndpointAddress of, ZoneRecords records) {
    if (of.fqdns().isEmpty()) {
      missing.add("the address of member " + of.member() + " has no name yet");
    }
    for (String fqdn : of.fqdns()) {
      Optional<String> label = records.label(fqdn);
      List<String> found = label.map(records::addresses).orElseGet(List::of);
      if (label.isPresent() && found.equals(List.of(of.address()))) {
        proved(fqdn + " resolves to " + of.address(), records.id(label.get()));
      } else {
        missing.add(
            "%s resolves in %s to %s, not to %s"
                .formatted(
                    fqdn,
                    desired.zone(),
                    found.isEmpty() ? "nothing" : String.join(", ", found),
                    of.address()));
      }
    }
  }

  private void proveLinks() {
    List<ObjectNode> links =
        arm.list(desired.zone() + "/" + LinkStep.LINKS, ApiVersions.PRIVATE_DNS);
    for (VirtualNetworkLink wanted : desired.links()) {
      links.stream()
          .filter(link -> LinkStep.isTo(link, wanted.virtualNetwork()))
          .filter(LinkStep::isCompleted)
          .findFirst()
          .ifPresentOrElse(
              link ->
                  proved(
                      wanted.virtualNetwork() + " resolves names in the zone",
                      new ResourceId(link.path("id").asText())),
              () ->
                  missing.add(
                      "the zone %s has no completed link to %s"
                          .formatted(desired.zone(), wanted.virtualNetwork())));
    }
  }

  private void proved(String statement, ResourceId readFrom) {
    facts.add(new Fact(statement, readFrom));
  }
}
