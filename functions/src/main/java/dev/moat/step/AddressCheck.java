package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.Subnet;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the endpoint's subnet has the addresses that the endpoint takes: one for the registry,
 * and one for the data of each region, its home and each replica. The addresses of regional
 * endpoints, a preview, are not counted: the version that Moat speaks does not show them.
 *
 * <p>What is in use is counted as Azure's own documentation counts it, by the subnet's {@code
 * ipConfigurations}.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints#plan-subnet-ip-capacity-for-private-endpoints">Addresses
 *     that an endpoint takes</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq#are-there-any-restrictions-on-using-ip-addresses-within-these-subnets">Azure
 *     keeps five addresses of each subnet</a>
 */
public final class AddressCheck {

  private static final long KEPT_BY_AZURE = 5;

  private final Arm arm;
  private final SetupRequest request;
  private final Set<ResourceId> created;

  private AddressCheck(Arm arm, SetupRequest request, Set<ResourceId> created) {
    this.arm = arm;
    this.request = request;
    this.created = created;
  }

  /**
   * Reads the subnet, and the registry with its replicas where an endpoint is to be created; what
   * cannot be read is told in the result and not thrown.
   *
   * @param created what is not there and is to be created
   */
  public static AddressNeed of(Arm arm, SetupRequest request, Set<ResourceId> created) {
    return new AddressCheck(arm, request, created).need();
  }

  private AddressNeed need() {
    Optional<Long> free = free();
    if (!created.contains(request.privateEndpoint().id())) {
      return new AddressNeed(subnet(), 0, free, Optional.empty());
    }
    try {
      return withWarning(1 + regions(), free, Optional.empty());
    } catch (ArmException e) {
      String unread =
          "Each replica of the registry takes one more, and they could not be listed: "
              + e.getMessage();
      return withWarning(2, free, Optional.of(unread));
    }
  }

  private AddressNeed withWarning(long needed, Optional<Long> free, Optional<String> unread) {
    Optional<String> shortage =
        free.filter(left -> left < needed)
            .map(
                left ->
                    ("The endpoint takes %d addresses and the subnet %s has %d free, so that Azure"
                            + " would refuse it. Free some, or ask for a larger subnet.")
                        .formatted(needed, subnet(), left));
    return new AddressNeed(subnet(), needed, free, shortage.or(() -> unread));
  }

  private ResourceId subnet() {
    return request.privateEndpoint().subnet();
  }

  /** How many regions the registry has: its home, and its replicas, of which home may be one. */
  private long regions() {
    ResourceId id = request.registry().id();
    Optional<ArmResource> registry = arm.get(id, ApiVersions.REGISTRY);
    if (registry.isEmpty()) {
      return 1;
    }
    List<ObjectNode> replicas = arm.list(id + "/replications", ApiVersions.REGISTRY);
    return Stream.concat(Stream.of(registry.get().body()), replicas.stream())
        .map(each -> region(each.path("location").asText()))
        .distinct()
        .count();
  }

  /** Azure answers {@code westeurope} and {@code West Europe} for the same. */
  private static String region(String location) {
    return location.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private Optional<Long> free() {
    if (created.contains(subnet())) {
      return wanted().map(each -> usable(each.addressPrefix()));
    }
    try {
      return arm.get(subnet(), ApiVersions.NETWORK).map(found -> free(found.body()));
    } catch (ArmException e) {
      // Its step has met the same refusal, and tells it.
      return Optional.empty();
    }
  }

  private Optional<Subnet> wanted() {
    return request.virtualNetworks().stream()
        .flatMap(network -> network.subnets().stream())
        .filter(each -> each.id().equals(subnet()))
        .findFirst();
  }

  private static long free(JsonNode subnet) {
    long usable = SubnetStep.prefixes(subnet).stream().mapToLong(AddressCheck::usable).sum();
    return Math.max(0, usable - subnet.at("/properties/ipConfigurations").size());
  }

  /** Of a range; none of an IPv6 range, where no endpoint of a registry takes an address. */
  private static long usable(String prefix) {
    IPAddress range = new IPAddressString(prefix).getAddress();
    return range == null || !range.isIPv4()
        ? 0
        : Math.max(0, range.toPrefixBlock().getCount().longValue() - KEPT_BY_AZURE);
  }
}
