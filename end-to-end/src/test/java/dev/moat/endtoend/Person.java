package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.cli.LocalArm;
import dev.moat.cli.LocalArm.Answer;
import dev.moat.model.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody who changes things in Azure, by the name that Moat tells. */
record Person(LocalArm arm, String name, String objectId) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static Person alice(LocalArm arm) {
    return of(arm, "Alice Liddell", "alice@contoso.com", "0a11ce00-0000-4000-8000-000000000001");
  }

  static Person bob(LocalArm arm) {
    return of(arm, "Bob Sawyer", "bob@contoso.com", "0b0b0000-0000-4000-8000-000000000002");
  }

  private static Person of(LocalArm arm, String name, String userName, String objectId) {
    return new Person(arm.as(name, userName, objectId), name, objectId);
  }

  /** A pipeline with a user-assigned identity of its own, in a resource group that there is. */
  static Person pipeline(MoatExtension moat, String group, String name) {
    ResourceId id =
        new ResourceId(group)
            .extension("Microsoft.ManagedIdentity", "userAssignedIdentities", name);
    UserAssignedIdentity identity = UserAssignedIdentity.made(moat.arm(), id);
    String token = identity.token(moat.moat().azure().endpoints());
    String objectId = identity.principalId();
    return new Person(moat.arm().with(token, objectId), "userAssignedIdentities/" + name, objectId);
  }

  PersonsChange put(ResourceId resource, String apiVersion, String body) {
    return change("PUT", resource, apiVersion, body);
  }

  PersonsChange patch(ResourceId resource, String apiVersion, String body) {
    return change("PATCH", resource, apiVersion, body);
  }

  /** Deletes a resource and returns when it is gone. */
  PersonsChange delete(ResourceId resource, String apiVersion) {
    PersonsChange change = change("DELETE", resource, apiVersion, "");
    Await.until(
        resource + " to be gone",
        PATIENCE,
        () -> exists(resource, apiVersion) ? Optional.empty() : Optional.of(true),
        () -> arm.get(resource.value(), apiVersion).toPrettyString());
    return change;
  }

  PersonsChange openToThePublic(ResourceId registry) {
    return patch(
        registry,
        ApiVersions.REGISTRY,
        """
        {"properties": {"publicNetworkAccess": "Enabled"}}
        """);
  }

  PersonsChange tag(ResourceId registry, String tag) {
    return patch(
        registry,
        ApiVersions.REGISTRY,
        """
        {"tags": {"note": "%s"}}
        """
            .formatted(tag));
  }

  PersonsChange leadTo(ResourceId record, String address) {
    return put(
        record,
        ApiVersions.PRIVATE_DNS,
        """
        {"properties": {"ttl": 3600, "aRecords": [{"ipv4Address": "%s"}]}}
        """
            .formatted(address));
  }

  /** Writes a subnet back with some of its properties changed. */
  PersonsChange changeSubnet(ResourceId subnet, String property, String json) {
    ObjectNode body = arm.get(subnet.value(), ApiVersions.NETWORK).deepCopy();
    ObjectNode properties = body.withObject("/properties");
    properties.remove(List.of("ipConfigurations", "privateEndpoints", "provisioningState"));
    properties.set(property, Json.parse(json));
    return put(subnet, ApiVersions.NETWORK, body.toString());
  }

  boolean exists(ResourceId resource, String apiVersion) {
    return arm.call("GET", resource + "?api-version=" + apiVersion, "").status() == 200;
  }

  /** The properties of a resource, if it is there. */
  Optional<JsonNode> find(ResourceId resource, String apiVersion) {
    return read(resource, apiVersion).map(body -> body.path("properties"));
  }

  /** What Azure answers about a resource or a list of them, if there is such a thing. */
  Optional<JsonNode> read(ResourceId id, String apiVersion) {
    Answer answer = arm.call("GET", id + "?api-version=" + apiVersion, "");
    return switch (answer.status()) {
      case 200 -> Optional.of(answer.body());
      case 404 -> Optional.empty();
      default ->
          throw new IllegalStateException("GET %s was answered with %s".formatted(id, answer));
    };
  }

  /** The properties of a resource. */
  JsonNode properties(ResourceId resource, String apiVersion) {
    return arm.get(resource.value(), apiVersion).path("properties");
  }

  /** {@code Enabled} or {@code Disabled}. */
  String publicAccess(ResourceId registry) {
    return properties(registry, ApiVersions.REGISTRY).path("publicNetworkAccess").asText();
  }

  private PersonsChange change(String method, ResourceId resource, String apiVersion, String body) {
    Answer answer = arm.call(method, resource + "?api-version=" + apiVersion, body);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(
          "%s %s was answered with %s".formatted(method, resource, answer));
    }
    String verb = method.equals("DELETE") ? "delete" : "write";
    return new PersonsChange(this, resource, type(resource) + "/" + verb, answer.correlationId());
  }

  /** Such as {@code Microsoft.Network/virtualNetworks/subnets}. */
  private static String type(ResourceId resource) {
    String id = resource.value();
    String[] segments = id.substring(id.lastIndexOf("/providers/") + 11).split("/");
    StringBuilder type = new StringBuilder(segments[0]);
    for (int i = 1; i < segments.length; i += 2) {
      type.append('/').append(segments[i]);
    }
    return type.toString();
  }
}
