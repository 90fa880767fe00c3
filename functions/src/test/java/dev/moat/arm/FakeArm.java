package dev.moat.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resource Manager in memory: holds bodies by id, keeps the calls, and refuses what it was told to
 * refuse. What is written is there at once; it knows nothing of any kind of resource.
 */
public final class FakeArm implements Arm {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private final Map<ResourceId, ObjectNode> resources = new LinkedHashMap<>();
  private final Map<String, ObjectNode> byVersion = new LinkedHashMap<>();
  private final Map<String, List<ObjectNode>> listed = new LinkedHashMap<>();
  private final Map<String, ArmError> refusals = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private int pageSize = Integer.MAX_VALUE;

  /**
   * A call that was made.
   *
   * @param path the id or the collection, with its query
   * @param body empty for reads and removals
   */
  public record Call(
      String method,
      String path,
      String apiVersion,
      Optional<JsonNode> body,
      Optional<String> ifMatch) {

    boolean isWrite() {
      return body.isPresent() || method.equals("DELETE");
    }
  }

  /** An object from JSON; names may go without quotes, and quotes may be single. */
  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The resource is there, with this body. */
  public FakeArm with(ResourceId id, String body) {
    resources.put(id, identified(id, json(body)));
    return this;
  }

  /** The resource looks like this in that api-version. */
  public FakeArm withInVersion(ResourceId id, String apiVersion, String body) {
    byVersion.put(id.key() + apiVersion, identified(id, json(body)));
    return this;
  }

  /** The collection also answers this item, which does not lie in it, such as an inherited role. */
  public FakeArm withListed(String collection, String item) {
    listed.computeIfAbsent(key(collection), any -> new ArrayList<>()).add(json(item));
    return this;
  }

  /** Collections come in pages of so many items. */
  public FakeArm inPagesOf(int items) {
    pageSize = items;
    return this;
  }

  /** The resource is not there any more. */
  public FakeArm without(ResourceId id) {
    resources.remove(id);
    return this;
  }

  /** The body of a resource that is there, to be changed. */
  public ObjectNode body(ResourceId id) {
    return resources.get(id);
  }

  /** Every call on this path is refused with this error. */
  public FakeArm refuse(String path, ArmError error) {
    refusals.put(key(path), error);
    return this;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<Call> reads() {
    return calls.stream().filter(call -> !call.isWrite()).toList();
  }

  public List<Call> writes() {
    return calls.stream().filter(Call::isWrite).toList();
  }

  @Override
  public Optional<ArmResource> get(ResourceId id, String apiVersion) {
    record("GET", id.value(), apiVersion, null, null);
    return Optional.ofNullable(byVersion.get(id.key() + apiVersion))
        .or(() -> Optional.ofNullable(resources.get(id)))
        .map(body -> new ArmResource(body.deepCopy(), etag(body)));
  }

  @Override
  public Page firstPage(String collection, String apiVersion) {
    record("LIST", collection, apiVersion, null, null);
    return page(collection, 0);
  }

  @Override
  public Page nextPage(String nextLink) {
    record("LIST", nextLink, "", null, null);
    String[] link = nextLink.split("#", 2);
    return page(link[0], Integer.parseInt(link[1]));
  }

  private Page page(String collection, int from) {
    List<ObjectNode> all = items(key(collection));
    int to = Math.min(all.size() - from, pageSize) + from;
    Optional<String> next = to < all.size() ? Optional.of(collection + "#" + to) : Optional.empty();
    return new Page(all.subList(from, to), next);
  }

  private List<ObjectNode> items(String key) {
    List<ObjectNode> items = new ArrayList<>(listed.getOrDefault(key, List.of()));
    resources.forEach(
        (id, body) -> {
          if (isIn(key, id)) {
            items.add(body.deepCopy());
          }
        });
    return items;
  }

  @Override
  public Begun put(ResourceId id, String apiVersion, JsonNode body) {
    record("PUT", id.value(), apiVersion, body, null);
    return store(id, body.deepCopy());
  }

  @Override
  public Begun putIfMatch(ResourceId id, String apiVersion, JsonNode body, String etag) {
    record("PUT", id.value(), apiVersion, body, etag);
    if (!etag(resources.get(id)).equals(Optional.of(etag))) {
      throw refusal("PUT", id.value(), error(412, "PreconditionFailed"));
    }
    return store(id, body.deepCopy());
  }

  @Override
  public Begun patch(ResourceId id, String apiVersion, JsonNode body) {
    record("PATCH", id.value(), apiVersion, body, null);
    ObjectNode patched = resources.get(id).deepCopy();
    patched.withObject("/properties").setAll((ObjectNode) body.path("properties"));
    return store(id, patched);
  }

  @Override
  public Begun delete(ResourceId id, String apiVersion) {
    record("DELETE", id.value(), apiVersion, null, null);
    resources.keySet().removeIf(each -> each.isAtOrUnder(id));
    return new Begun(json("{}"), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public Arm logging(String correlationId) {
    logged.add(correlationId);
    return this;
  }

  /** The correlation ids that were asked for, in order. */
  public List<String> logged() {
    return List.copyOf(logged);
  }

  @Override
  public OperationStatus poll(Operation operation) {
    return new OperationStatus.Succeeded();
  }

  /** An error without details. */
  public static ArmError error(int status, String code) {
    return new ArmError(status, code, "told to", List.of(), Optional.empty());
  }

  private Begun store(ResourceId id, ObjectNode body) {
    resources.put(id, identified(id, body));
    return new Begun(body.deepCopy(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private void record(
      String method,
      String path,
      String version,
      @Nullable JsonNode body,
      @Nullable String ifMatch) {
    calls.add(
        new Call(method, path, version, Optional.ofNullable(body), Optional.ofNullable(ifMatch)));
    ArmError error = refusals.get(key(path));
    if (error != null) {
      throw refusal(method, path, error);
    }
  }

  private static ArmException refusal(String method, String path, ArmError error) {
    return new ArmException(method + " " + path, error);
  }

  private static Optional<String> etag(ObjectNode body) {
    return Optional.ofNullable(body.path("etag").textValue());
  }

  private static ObjectNode identified(ResourceId id, ObjectNode body) {
    return body.put("id", id.value()).put("name", id.name());
  }

  /** In a collection of a resource, or of all resources of a type in a subscription. */
  private static boolean isIn(String collection, ResourceId id) {
    String key = id.key();
    String parent = key.substring(0, key.lastIndexOf('/'));
    if (parent.equals(collection)) {
      return true;
    }
    String subscription = "/subscriptions/" + id.subscription().toLowerCase(Locale.ROOT);
    return collection.startsWith(subscription + "/providers/")
        && parent.startsWith(subscription + "/resourcegroups/")
        && parent.endsWith(collection.substring(subscription.length()));
  }

  private static String key(String path) {
    return path.split("\\?", 2)[0].toLowerCase(Locale.ROOT);
  }
}
