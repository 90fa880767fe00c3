package dev.moat.endtoend;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A setup request made from a published sample: the same resources, in a resource group of its own,
 * so that tests do not meet.
 */
final class SampleRequest {

  static final String SUBSCRIPTION = "/subscriptions/" + Run.SUBSCRIPTION_ID;

  private static final String SAMPLED = "00000000-0000-0000-0000-000000000001";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode json;

  private SampleRequest(ObjectNode json) {
    this.json = json;
  }

  /** The sample with eight resources, all created. */
  static SampleRequest fresh(String group) {
    return of("secureacr.json", group);
  }

  /**
   * A sample in another resource group.
   *
   * @param group also names the registry, without its hyphens
   */
  static SampleRequest of(String sample, String group) {
    try {
      String text =
          Files.readString(home().resolve("docs/samples").resolve(sample))
              .replace(SAMPLED, Run.SUBSCRIPTION_ID)
              .replace("secureacrsetup", group)
              .replace("secureacr2021", "acr" + group.replace("-", ""));
      return new SampleRequest((ObjectNode) JSON.readTree(text)).requestId(group + "-1");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the sample " + sample, e);
    }
  }

  /** The folder of the project. */
  static Path home() {
    return Path.of(System.getProperty("moat.home")).toAbsolutePath().normalize();
  }

  /** A copy with another request id: a newer request for the same registry. */
  SampleRequest requestId(String id) {
    return with("/requestId", JSON.getNodeFactory().textNode(id));
  }

  /** A copy with another registry in the same networks. */
  SampleRequest registry(String name) {
    return replace(registry().name(), name);
  }

  /** A copy in which a text is another wherever it occurs. */
  SampleRequest replace(String text, String by) {
    return new SampleRequest(parse(text().replace(text, by)));
  }

  /** A copy with a value at a JSON pointer; a pointer that ends with {@code /-} appends. */
  SampleRequest with(String pointer, JsonNode value) {
    ObjectNode copy = json.deepCopy();
    JsonPointer at = JsonPointer.compile(pointer);
    String field = at.last().getMatchingProperty();
    JsonNode parent = copy.at(at.head());
    if (parent instanceof ArrayNode list) {
      list.add(value);
    } else {
      ((ObjectNode) parent).set(field, value);
    }
    return new SampleRequest(copy);
  }

  /** The same with the value as JSON text. */
  SampleRequest with(String pointer, String value) {
    try {
      return with(pointer, JSON.readTree(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value, e);
    }
  }

  /** A copy without what is at a JSON pointer. */
  SampleRequest without(String pointer) {
    ObjectNode copy = json.deepCopy();
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) copy.at(at.head())).remove(at.last().getMatchingProperty());
    return new SampleRequest(copy);
  }

  /** What is posted. */
  String text() {
    return json.toPrettyString();
  }

  String requestId() {
    return json.path("requestId").asText();
  }

  SetupId setup() {
    return SetupId.of(registry());
  }

  String group() {
    return SUBSCRIPTION + "/resourceGroups/" + registry().resourceGroup();
  }

  ResourceId registry() {
    return id("/registry/id");
  }

  ResourceId network() {
    return id("/virtualNetworks/0/id");
  }

  ResourceId subnet() {
    return id("/privateEndpoint/subnetId");
  }

  ResourceId zone() {
    return id("/privateDnsZone/id");
  }

  ResourceId link() {
    return zone()
        .child(
            "virtualNetworkLinks", json.at("/privateDnsZone/virtualNetworkLinks/0/name").asText());
  }

  ResourceId endpoint() {
    return id("/privateEndpoint/id");
  }

  ResourceId zoneGroup() {
    return endpoint()
        .child(
            "privateDnsZoneGroups", json.at("/privateEndpoint/privateDnsZoneGroup/name").asText());
  }

  /** The record that answers the registry's own name. */
  ResourceId record() {
    return zone().child("A", registry().name().toLowerCase(Locale.ROOT));
  }

  private ResourceId id(String pointer) {
    return new ResourceId(json.at(pointer).asText());
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
