package dev.moat.localazure.resourcemanager;

import java.util.List;

/**
 * The directory and its subscriptions.
 *
 * @param id the tenant, a GUID
 * @param subscriptions the subscriptions that exist; when there is none, any GUID is one
 */
public record Tenant(String id, List<String> subscriptions) {

  /** A tenant in which every subscription exists. */
  public static Tenant any() {
    return new Tenant("72f988bf-0000-4000-8000-2d7cd011db47", List.of());
  }

  boolean knows(String subscription) {
    return subscriptions.isEmpty()
        || subscriptions.stream().anyMatch(subscription::equalsIgnoreCase);
  }
}
