package dev.moat.engine;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.Registry;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The published sample request: one registry, one network with one subnet, one role. */
final class SampleRequest {

  static final String TEXT = read("/docs/samples/secureacr.json");
  static final SetupRequest REQUEST = parse(TEXT);

  private static final String ROLES =
      TEXT.substring(TEXT.indexOf("\"roleAssignments\""), TEXT.indexOf("\"lockdown\""));

  /** The same request, whose outcome is to be told. */
  static final String REPLYING =
      TEXT.replace(
          "\"schemaVersion\": 1,",
          """
          "schemaVersion": 1,
          "replyTo": {"queueName": "setup-outcomes", "correlationId": "order-4711"},
          """);

  static final ResourceId REGISTRY = REQUEST.registry().id();
  static final ResourceId GROUP =
      new ResourceId(REGISTRY.value().substring(0, REGISTRY.value().indexOf("/providers/")));
  static final ResourceId NETWORK = REQUEST.virtualNetworks().get(0).id();
  static final ResourceId SUBNET = REQUEST.privateEndpoint().subnet();
  static final ResourceId ZONE = REQUEST.privateDnsZone().id();
  static final ResourceId LINK = REQUEST.privateDnsZone().links().get(0).id();
  static final ResourceId ENDPOINT = REQUEST.privateEndpoint().id();
  static final ResourceId INTERFACE =
      GROUP.extension("Microsoft.Network", "networkInterfaces", "secureacr-pe.nic");
  static final ResourceId ZONE_GROUP =
      ENDPOINT.child("privateDnsZoneGroups", REQUEST.privateEndpoint().zoneGroupName());

  private SampleRequest() {}

  /** The same wish under another id. */
  static String again(String requestId) {
    return TEXT.replace("\"secureacr-1\"", "\"" + requestId + "\"");
  }

  /** The same wish for another registry, by an endpoint of its own. */
  static SetupRequest of(String registry, String endpoint) {
    PrivateEndpoint sample = REQUEST.privateEndpoint();
    return new SetupRequest(
        registry,
        new Registry(
            GROUP.extension("Microsoft.ContainerRegistry", "registries", registry),
            REQUEST.registry().createIfMissing()),
        REQUEST.virtualNetworks(),
        REQUEST.privateDnsZone(),
        new PrivateEndpoint(
            GROUP.extension("Microsoft.Network", "privateEndpoints", endpoint),
            sample.location(),
            sample.subnet(),
            sample.connectionName(),
            sample.zoneGroupName(),
            sample.manualApproval()),
        REQUEST.roleAssignments(),
        REQUEST.onDrift(),
        REQUEST.replyTo());
  }

  /** The same without any role. */
  static String withoutRoles(String requestId) {
    return again(requestId).replace(ROLES, "");
  }

  /** The same with roles for ten principals that no other number has. */
  static String withRoles(String requestId, int number) {
    StringBuilder roles = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      roles.append(i == 0 ? "" : ",").append(role(number * 10 + i));
    }
    return again(requestId).replace(ROLES, "\"roleAssignments\": [" + roles + "],");
  }

  private static String role(int principal) {
    return """
        {"role": "AcrPull", "principalType": "ServicePrincipal",
         "principalId": "00000000-0000-0000-0000-%012d"}"""
        .formatted(principal);
  }

  private static SetupRequest parse(String text) {
    return ((ParseResult.Accepted) new RequestParser().parse(text)).request();
  }

  static String read(String resource) {
    try (InputStream in = SampleRequest.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
