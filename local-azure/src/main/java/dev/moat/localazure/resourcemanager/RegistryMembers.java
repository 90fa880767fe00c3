package dev.moat.localazure.resourcemanager;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The members of a registry's private link: one per region for the data, one for the registry. */
final class RegistryMembers {
  static final String GROUP = "registry";
  static final String ZONE = "privatelink.azurecr.io";

  private final Cloud cloud;

  RegistryMembers(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * One member.
   *
   * @param name such as {@code registry_data_westeurope}
   * @param fqdn the name that is resolved to the member's address
   */
  record Member(String name, String fqdn) {}

  /** The home region first, then those of finished replicas. */
  List<String> regions(Resource registry) {
    Stream<String> replicas =
        cloud
            .resources()
            .below(registry.id(), Replications.TYPE)
            .filter(Resource::hasSucceeded)
            .map(Resource::location);
    return Stream.concat(Stream.of(registry.location()), replicas).distinct().toList();
  }

  /** Data members first: that is the order in which Azure lists them. */
  List<Member> of(Resource registry) {
    List<Member> members = new ArrayList<>();
    for (String region : regions(registry)) {
      members.add(new Member("registry_data_" + region, data(registry, region)));
    }
    members.add(new Member("registry", registry.property("/loginServer")));
    return members;
  }

  static String data(Resource registry, String region) {
    return registry.property("/loginServer").replaceFirst("\\.", "." + region + ".data.");
  }
}
