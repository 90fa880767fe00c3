package dev.moat.localazure.resourcemanager;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which action a call is: reads of one and of many are {@code read}, PUT and PATCH are {@code
 * write}, and what is posted has a name of its own.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations">Actions
 *     of resource providers</a>
 */
final class Actions {
  private static final String RESOURCES = "Microsoft.Resources";

  private final Map<String, String> spellings = new HashMap<>();

  Actions(List<ResourceKind> kinds) {
    kinds.forEach(kind -> spellings.put(ResourceId.key(kind.type()), kind.type()));
  }

  /** Empty for the list of subscriptions, which shows to each caller what they may see. */
  Optional<AskedAction> of(Call call) {
    List<String> path = call.path().segments();
    if (path.size() < 2) {
      return Optional.empty();
    }
    ResourceId id = call.id();
    boolean ofProvider = id.type().contains("/") && !isContainer(id);
    String type = ofProvider ? spelled(id.type()) : containerType(path);
    String scope = ofProvider ? scope(id) : containerScope(path);
    return Optional.of(new AskedAction(type + "/" + verb(call.request().method()), scope, false));
  }

  private static boolean isContainer(ResourceId id) {
    return id.isOfType(ResourceId.RESOURCE_GROUPS) || id.isOfType(ResourceId.SUBSCRIPTIONS);
  }

  private static String verb(String method) {
    return switch (method) {
      case "GET", "HEAD" -> "read";
      case "DELETE" -> "delete";
      case "POST" -> "action";
      default -> "write";
    };
  }

  /** In Azure's own spelling as far as it is known; the rest as the caller wrote it. */
  private String spelled(String type) {
    String known = spellings.get(ResourceId.key(type));
    int slash = type.lastIndexOf('/');
    if (known != null || slash < 0) {
      return known == null ? type : known;
    }
    return spelled(type.substring(0, slash)) + type.substring(slash);
  }

  /** Azure names the provider as the scope of a list that no resource holds. */
  private static String scope(ResourceId id) {
    if (!id.isCollection()) {
      return id.text();
    }
    return id.isNested()
        ? id.parent().text()
        : id.scope() + "/providers/" + id.type().substring(0, id.type().indexOf('/'));
  }

  /** Such as {@code Microsoft.Resources/subscriptions/resourceGroups/resources}. */
  private static String containerType(List<String> path) {
    List<String> types = new ArrayList<>(List.of(RESOURCES));
    for (int i = 0; i < path.size(); i += 2) {
      types.add(path.get(i).equalsIgnoreCase("resourceGroups") ? "resourceGroups" : path.get(i));
    }
    return String.join("/", types);
  }

  private static String containerScope(List<String> path) {
    int end = path.size() % 2 == 0 ? path.size() : path.size() - 1;
    return "/" + String.join("/", path.subList(0, end));
  }
}
