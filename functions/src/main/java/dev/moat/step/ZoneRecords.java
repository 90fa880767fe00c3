package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The A records of an endpoint's names in a private zone, as they were read. The zone {@code
 * privatelink.<domain>} answers for the hosts of that domain: Azure's public DNS sends them there.
 *
 * <p>Each is read by its name. A list of them all would be one read for each hundred records of the
 * zone, so that in a zone of many registries a look would cost more with each of them; and of reads
 * of records Azure takes few, 500 in five minutes.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/private-link/private-endpoint-dns#azure-services-dns-zone-configuration">The
 *     zones of the services</a>
 * @see <a href="https://learn.microsoft.com/rest/api/dns/privatedns/record-sets/list-by-type">Lists
 *     of up to 100 record sets</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling#network-throttling">Reads
 *     of private DNS</a>
 */
final class ZoneRecords {

  private static final String RECORDS = "aRecords";
  private static final String ADDRESS = "ipv4Address";

  /** What zone groups give their records. */
  private static final int TTL_SECONDS = 10;

  /** Marked as read-only in the published description of the API. */
  private static final Set<String> READ_ONLY = Set.of("fqdn", "isAutoRegistered");

  private final ResourceId zone;
  private final Map<String, ArmResource> byLabel = new HashMap<>();

  private ZoneRecords(ResourceId zone) {
    this.zone = zone;
  }

  /** Reads the record of each name of the interface; one read for each. */
  static ZoneRecords read(Arm arm, ResourceId zone, EndpointInterface endpoint) {
    ZoneRecords records = new ZoneRecords(zone);
    endpoint.addresses().stream()
        .flatMap(each -> each.fqdns().stream())
        .flatMap(fqdn -> records.label(fqdn).stream())
        .distinct()
        .forEach(label -> records.read(arm, label));
    return records;
  }

  private void read(Arm arm, String label) {
    arm.get(id(label), ApiVersions.PRIVATE_DNS).ifPresent(found -> byLabel.put(label, found));
  }

  /**
   * The name of a host's record: the host without the domain of the zone; empty when the zone is
   * not for that host. Not the registry's name, because a login server may carry a suffix that
   * Azure made up.
   */
  Optional<String> label(String fqdn) {
    String domain = zone.name().toLowerCase(Locale.ROOT).replaceFirst("^privatelink\\.", "");
    String host = fqdn.toLowerCase(Locale.ROOT);
    return host.endsWith("." + domain)
        ? Optional.of(host.substring(0, host.length() - domain.length() - 1))
        : Optional.empty();
  }

  /** Where the record leads; nowhere when there is none. */
  List<String> addresses(String label) {
    return Optional.ofNullable(byLabel.get(label)).map(ZoneRecords::addresses).orElse(List.of());
  }

  ResourceId id(String label) {
    return zone.child("A", label);
  }

  /**
   * Whether the names of the interface lead to their addresses. When they do not, the record that
   * was found is that of the first difference.
   */
  Observation observe(EndpointInterface endpoint, Map<String, String> outputs) {
    Map<String, String> wrong = wrong(endpoint);
    List<Difference> differences = new ArrayList<>();
    wrong.forEach((label, address) -> differences.add(difference(label, address)));
    return wrong.keySet().stream()
        .findFirst()
        .<Observation>map(label -> new Observation.Differs(differences, record(label)))
        .orElseGet(() -> new Observation.Matches(outputs));
  }

  /** Where records are to lead that lead elsewhere or nowhere, by their names. */
  private Map<String, String> wrong(EndpointInterface endpoint) {
    Map<String, String> wrong = new LinkedHashMap<>();
    for (EndpointAddress each : endpoint.addresses()) {
      each.fqdns().stream()
          .flatMap(fqdn -> label(fqdn).stream())
          .filter(label -> !addresses(label).equals(List.of(each.address())))
          .forEach(label -> wrong.put(label, each.address()));
    }
    return wrong;
  }

  private Difference difference(String label, String expected) {
    List<String> found = addresses(label);
    return new Difference(
        "A " + label, expected, found.isEmpty() ? "nothing" : String.join(", ", found));
  }

  /** The record as it was read; one that is missing has an id and nothing else. */
  private ArmResource record(String label) {
    return Optional.ofNullable(byLabel.get(label))
        .orElseGet(() -> new ArmResource(identified(id(label)), Optional.empty()));
  }

  /** Whether this is a record of a zone rather than another kind of resource. */
  static boolean isRecord(ArmResource found) {
    return Listed.id(found).key().contains("/privatednszones/");
  }

  /** The record as it is to be: it leads to one address, and what else it has stays. */
  static ObjectNode leadingTo(String address, ArmResource record) {
    ObjectNode body = Echo.of(record, READ_ONLY);
    ObjectNode properties = body.withObject("/properties").put("ttl", TTL_SECONDS);
    properties.putArray(RECORDS).addObject().put(ADDRESS, address);
    return body;
  }

  private static List<String> addresses(ArmResource record) {
    return Json.items(record.at("/properties/" + RECORDS))
        .map(each -> each.path(ADDRESS).asText())
        .toList();
  }

  private static ObjectNode identified(ResourceId id) {
    return Json.object().put("id", id.value());
  }
}
