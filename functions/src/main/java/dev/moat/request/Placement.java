package dev.moat.request;

import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the private endpoint fits the subnet it is put in.
 *
 * @see <a href="https://learn.microsoft.com/azure/private-link/private-endpoint-overview">An
 *     endpoint is in the region and the subscription of its network</a>
 */
final class Placement {

  private final Problems problems;

  Placement(Problems problems) {
    this.problems = problems;
  }

  void check(Field request) {
    Field endpoint = request.get("privateEndpoint");
    Optional<ResourceId> subnet = id(endpoint.get("subnetId"), ResourceType.SUBNET);
    if (subnet.isEmpty()) {
      return;
    }
    Optional<Field> network = network(request, subnet.get().parent());
    if (everySubnetIsReadable(request)) {
      checkSubnetIsInRequest(endpoint.get("subnetId"), network, subnet.get());
    }
    checkSubscription(endpoint.get("id"), subnet.get());
    network.ifPresent(found -> checkLocation(endpoint.get("location"), found));
  }

  /** If not, the endpoint's subnet may be the very one that could not be read. */
  private static boolean everySubnetIsReadable(Field request) {
    List<Field> networks = request.get("virtualNetworks").items();
    return !networks.isEmpty()
        && networks.stream()
            .allMatch(
                network ->
                    id(network.get("id"), ResourceType.VIRTUAL_NETWORK).isPresent()
                        && network.get("subnets").items().stream()
                            .allMatch(subnet -> subnet.get("name").text().isPresent()));
  }

  private void checkSubnetIsInRequest(Field field, Optional<Field> network, ResourceId subnet) {
    boolean isThere =
        network.stream()
            .flatMap(found -> found.get("subnets").items().stream())
            .flatMap(found -> found.get("name").text().stream())
            .anyMatch(subnet.name()::equalsIgnoreCase);
    if (!isThere) {
      problems.add(
          Reason.SUBNET_NOT_IN_REQUEST,
          field.pointer(),
          "is '%s', which is none of the subnets in /virtualNetworks. ".formatted(subnet)
              + "Add it there: a subnet that exists is checked, not made again.");
    }
  }

  private void checkSubscription(Field field, ResourceId subnet) {
    Optional<ResourceId> endpoint = id(field, ResourceType.PRIVATE_ENDPOINT);
    if (endpoint.isPresent()
        && !endpoint.get().subscription().equalsIgnoreCase(subnet.subscription())) {
      problems.add(
          Reason.WRONG_SUBSCRIPTION,
          field.pointer(),
          "is in subscription %s, its subnet in %s. Azure wants both in one subscription."
              .formatted(endpoint.get().subscription(), subnet.subscription()));
    }
  }

  private void checkLocation(Field field, Field network) {
    Optional<String> wanted = network.get("createIfMissing").get("location").text();
    Optional<String> found = field.text();
    if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
      problems.add(
          Reason.WRONG_LOCATION,
          field.pointer(),
          "is '%s', but the endpoint's network is to be in '%s'. Azure wants both in one region."
              .formatted(Quoted.of(found.get()), Quoted.of(wanted.get())));
    }
  }

  private static Optional<Field> network(Field request, ResourceId id) {
    return request.get("virtualNetworks").items().stream()
        .filter(
            network ->
                id(network.get("id"), ResourceType.VIRTUAL_NETWORK).filter(id::equals).isPresent())
        .findFirst();
  }

  private static Optional<ResourceId> id(Field field, ResourceType type) {
    return field.text().filter(text -> type.faultOf(text).isEmpty()).map(ResourceId::new);
  }
}
