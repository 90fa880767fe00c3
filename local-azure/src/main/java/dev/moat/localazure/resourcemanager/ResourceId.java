package dev.moat.localazure.resourcemanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The id of a resource, in the case it was written with, or of the place a list is asked for.
 *
 * @param text such as {@code /subscriptions/s/resourceGroups/g/providers/Ns/type/name}
 * @param scope what stands before the last {@code /providers/}, or the whole when there is none
 * @param type such as {@code Microsoft.Network/virtualNetworks/subnets}
 * @param names one per part of the type; one fewer when this is a collection
 */
record ResourceId(String text, String scope, String type, List<String> names) {
  static final String RESOURCE_GROUPS = "Microsoft.Resources/resourceGroups";
  static final String SUBSCRIPTIONS = "Microsoft.Resources/subscriptions";

  static ResourceId parse(String id) {
    List<String> segments = new ArrayList<>();
    for (String segment : id.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return of(segments);
  }

  static ResourceId of(List<String> segments) {
    int providers = lastProviders(segments);
    if (providers < 0) {
      return ofContainer(segments);
    }
    StringBuilder type = new StringBuilder(segments.get(providers + 1));
    List<String> names = new ArrayList<>();
    for (int i = providers + 2; i < segments.size(); i++) {
      if ((i - providers) % 2 == 0) {
        type.append('/').append(segments.get(i));
      } else {
        names.add(segments.get(i));
      }
    }
    String scope = join(segments.subList(0, providers));
    return new ResourceId(join(segments), scope, type.toString(), List.copyOf(names));
  }

  private static ResourceId ofContainer(List<String> segments) {
    String text = join(segments);
    boolean group = segments.size() > 2 && segments.get(2).equalsIgnoreCase("resourceGroups");
    List<String> names =
        segments.size() > (group ? 3 : 1) ? List.of(segments.get(group ? 3 : 1)) : List.of();
    return new ResourceId(text, text, group ? RESOURCE_GROUPS : SUBSCRIPTIONS, names);
  }

  private static int lastProviders(List<String> segments) {
    for (int i = segments.size() - 2; i >= 0; i--) {
      if (segments.get(i).equalsIgnoreCase("providers")) {
        return i;
      }
    }
    return -1;
  }

  private static String join(List<String> segments) {
    return segments.isEmpty() ? "" : "/" + String.join("/", segments);
  }

  /** The text without case: two ids are the same resource when their keys are equal. */
  String key() {
    return key(text);
  }

  static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  String name() {
    return names.get(names.size() - 1);
  }

  /** Whether this names a list, or an action, and no resource. */
  boolean isCollection() {
    return typeParts() > names.size();
  }

  private int typeParts() {
    return (int) type.chars().filter(c -> c == '/').count();
  }

  /** Whether this lies below another resource of the same provider. */
  boolean isNested() {
    return typeParts() > 1;
  }

  /** The id without its last two segments; of a collection, without its last. */
  ResourceId parent() {
    int end = text.lastIndexOf('/');
    return parse(text.substring(0, isCollection() ? end : text.lastIndexOf('/', end - 1)));
  }

  ResourceId child(String childType, String childName) {
    return parse(text + "/" + childType + "/" + childName);
  }

  boolean isOfType(String other) {
    return type.equalsIgnoreCase(other);
  }

  @Nullable String subscription() {
    return segmentAfter("subscriptions");
  }

  @Nullable String resourceGroup() {
    return segmentAfter("resourceGroups");
  }

  /** The id of the resource group this lies in. Only for ids in a resource group. */
  String groupId() {
    return "/subscriptions/" + subscription() + "/resourceGroups/" + resourceGroup();
  }

  private @Nullable String segmentAfter(String word) {
    String[] parts = text.split("/", 6);
    for (int i = 1; i + 1 < parts.length; i += 2) {
      if (parts[i].equalsIgnoreCase(word)) {
        return parts[i + 1];
      }
    }
    return null;
  }

  /** The type and the names in turn, as messages of Resource Manager write them. */
  String typeWithNames() {
    String[] types = type.split("/", -1);
    StringBuilder text = new StringBuilder(types[0]);
    for (int i = 1; i < types.length; i++) {
      text.append('/').append(types[i]);
      if (i <= names.size()) {
        text.append('/').append(names.get(i - 1));
      }
    }
    return text.toString();
  }
}
