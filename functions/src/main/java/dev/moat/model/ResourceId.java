package dev.moat.model;

import java.util.Arrays;
import java.util.Locale;

/**
 * The id of an Azure resource, such as {@code
 * /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…}. Two ids that
 * differ only in case are equal, because Resource Manager answers ids in another case than it was
 * asked for; {@link #value()} keeps the spelling it was made with.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">Resource
 *     names</a>
 */
public record ResourceId(String value) {

  public ResourceId {
    if (!value.startsWith("/") || value.endsWith("/") || value.contains("//")) {
      throw new IllegalArgumentException("'" + value + "' is not an Azure resource id");
    }
  }

  /** The resource of this type and name inside this one, such as a subnet of a network. */
  public ResourceId child(String type, String name) {
    return new ResourceId(value + "/" + type + "/" + name);
  }

  /** What begins the ids of this resource's children of one type. */
  public ResourceId child(String type) {
    return new ResourceId(value + "/" + type);
  }

  /** The resource of another provider that extends this one, such as a role assignment on it. */
  public ResourceId extension(String provider, String type, String name) {
    return new ResourceId(value + "/providers/" + provider + "/" + type + "/" + name);
  }

  /** This id without its last type and name: the parent of a child resource. */
  public ResourceId parent() {
    return new ResourceId(value.substring(0, value.lastIndexOf('/', lastSlash() - 1)));
  }

  /**
   * The resource that this one belongs to and that belongs to no other, such as the registry of a
   * replication or of a role assignment on it; the resource group or the subscription when it lies
   * in no resource.
   */
  public ResourceId topLevel() {
    String[] segments = value.split("/");
    int end = segments.length;
    for (int i = 1; i < segments.length; i += 2) {
      if (segments[i].equalsIgnoreCase("providers")) {
        boolean extendsScope = isExtension(segments, i);
        end = extendsScope ? i : Math.min(segments.length, i + 4);
        break;
      }
    }
    return new ResourceId(String.join("/", Arrays.copyOf(segments, end)));
  }

  /** Role assignments, locks and the like lie at a scope rather than in a resource group. */
  private static boolean isExtension(String[] segments, int providers) {
    return providers > 1
        && providers + 1 < segments.length
        && segments[providers + 1].equalsIgnoreCase("Microsoft.Authorization");
  }

  /** The last segment. */
  public String name() {
    return value.substring(lastSlash() + 1);
  }

  /** The subscription's id. */
  public String subscription() {
    return segmentAfter("subscriptions");
  }

  /** The name of the resource group. */
  public String resourceGroup() {
    return segmentAfter("resourceGroups");
  }

  /**
   * The id of the resource group; of the subscription for what lies in none; of the resource itself
   * when it lies in no subscription, such as a role assignment for a management group.
   */
  public ResourceId resourceGroupId() {
    String[] segments = value.split("/");
    if (!segments[1].equalsIgnoreCase("subscriptions")) {
      return this;
    }
    boolean hasGroup = segments.length > 4 && segments[3].equalsIgnoreCase("resourceGroups");
    return new ResourceId(String.join("/", Arrays.copyOf(segments, hasGroup ? 5 : 3)));
  }

  /** Whether this is that resource, or lies inside it. */
  public boolean isAtOrUnder(ResourceId other) {
    String mine = key();
    String theirs = other.key();
    return mine.equals(theirs) || mine.startsWith(theirs + "/");
  }

  /** The id in lower case: the same text for all spellings of one resource. */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceId that && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public String toString() {
    return value;
  }

  private int lastSlash() {
    return value.lastIndexOf('/');
  }

  private String segmentAfter(String type) {
    String[] segments = value.split("/");
    for (int i = 1; i + 1 < segments.length; i += 2) {
      if (segments[i].equalsIgnoreCase(type)) {
        return segments[i + 1];
      }
    }
    throw new IllegalStateException("'" + value + "' has no segment '" + type + "'");
  }
}
