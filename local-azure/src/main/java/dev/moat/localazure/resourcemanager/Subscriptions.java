package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Subscriptions, and what is asked of them as a whole: providers, regions, all resources. */
final class Subscriptions {
  private static final Pattern TYPE_FILTER =
      Pattern.compile("resourceType\\s+eq\\s+'([^']*)'", Pattern.CASE_INSENSITIVE);
  private static final List<String> REGIONS =
      List.of("westeurope", "northeurope", "eastus", "eastus2", "westus2", "germanywestcentral");

  private final Cloud cloud;
  private final Tenant tenant;

  Subscriptions(Cloud cloud, Tenant tenant) {
    this.cloud = cloud;
    this.tenant = tenant;
  }

  /** Refuses a call about a subscription that is not there. */
  void check(Call call) {
    String subscription = call.id().subscription();
    if (subscription != null && !tenant.knows(subscription)) {
      throw ArmErrors.subscriptionNotFound(subscription).refusal();
    }
  }

  /** The answer, when the call is not about one type of resource. */
  Optional<ArmReply> answer(Call call) {
    List<String> path = call.path().segments();
    if (path.isEmpty()) {
      throw ArmErrors.unknownPath("/").refusal();
    }
    boolean underSubscriptions = path.get(0).equalsIgnoreCase("subscriptions");
    return underSubscriptions && isRead(call)
        ? answerRead(call, path)
        : Optional.ofNullable(isRegistration(path) ? provider(path.get(3)) : null);
  }

  private static boolean isRead(Call call) {
    return call.request().method().equals("GET");
  }

  private static boolean isRegistration(List<String> path) {
    return path.size() == 5
        && path.get(2).equalsIgnoreCase("providers")
        && path.get(4).equalsIgnoreCase("register");
  }

  private Optional<ArmReply> answerRead(Call call, List<String> path) {
    if (path.size() == 1) {
      Stream<ObjectNode> all = tenant.subscriptions().stream().map(this::subscription);
      return Optional.of(ArmReply.of(200, Json.list(all)));
    }
    if (path.size() == 2) {
      return Optional.of(ArmReply.of(200, subscription(path.get(1))));
    }
    String last = path.get(path.size() - 1).toLowerCase(Locale.ROOT);
    boolean ofSubscription = path.size() == 3;
    boolean ofGroup = path.size() == 5 && path.get(2).equalsIgnoreCase("resourceGroups");
    if (ofSubscription && last.equals("locations")) {
      return Optional.of(ArmReply.of(200, Json.list(REGIONS.stream().map(this::region))));
    }
    if ((ofSubscription || ofGroup) && last.equals("resources")) {
      return Optional.of(ArmReply.of(200, Json.list(resources(call))));
    }
    boolean ofProvider = path.size() == 4 && path.get(2).equalsIgnoreCase("providers");
    return Optional.ofNullable(ofProvider ? provider(path.get(3)) : null);
  }

  private ObjectNode subscription(String id) {
    return Json.object()
        .put("id", "/subscriptions/" + id)
        .put("subscriptionId", id)
        .put("tenantId", tenant.id())
        .put("displayName", "Local Azure")
        .put("state", "Enabled");
  }

  private ObjectNode region(String name) {
    return Json.object().put("name", name).put("displayName", name);
  }

  private static ArmReply provider(String namespace) {
    ObjectNode provider =
        Json.object().put("namespace", namespace).put("registrationState", "Registered");
    provider.set("resourceTypes", Json.array());
    return ArmReply.of(200, provider);
  }

  private Stream<ObjectNode> resources(Call call) {
    Matcher filter = TYPE_FILTER.matcher(call.path().filter());
    String wanted = filter.find() ? filter.group(1) : "";
    String text = call.id().text();
    ResourceId scope = ResourceId.parse(text.substring(0, text.lastIndexOf('/')));
    return cloud.resources().below(scope).stream()
        .filter(resource -> !resource.id().isOfType(ResourceId.RESOURCE_GROUPS))
        .filter(resource -> !resource.id().isNested())
        .filter(resource -> !isOfAccess(resource))
        .filter(resource -> wanted.isEmpty() || resource.id().isOfType(wanted))
        .map(Subscriptions::summary);
  }

  /** Roles and assignments are not listed among the resources that they are about. */
  private static boolean isOfAccess(Resource resource) {
    return resource.id().isOfType(RoleAssignments.TYPE)
        || resource.id().isOfType(RoleDefinitions.TYPE);
  }

  private static ObjectNode summary(Resource resource) {
    ObjectNode summary =
        Json.object()
            .put("id", resource.id().text())
            .put("name", resource.name())
            .put("type", resource.id().type())
            .put("location", resource.location());
    if (resource.body().has("tags")) {
      summary.set("tags", resource.body().get("tags").deepCopy());
    }
    return summary;
  }
}
