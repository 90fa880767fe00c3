package dev.moat.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.serializer.JacksonAdapter;
import com.azure.core.util.serializer.SerializerAdapter;
import com.azure.core.util.serializer.SerializerEncoding;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import com.azure.resourcemanager.containerregistry.fluent.models.PrivateEndpointConnectionInner;
import com.azure.resourcemanager.containerregistry.fluent.models.RegistryInner;
import com.azure.resourcemanager.containerregistry.models.RegistryUpdateParameters;
import com.azure.resourcemanager.network.fluent.models.PrivateDnsZoneGroupInner;
import com.azure.resourcemanager.network.fluent.models.PrivateEndpointInner;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import com.azure.resourcemanager.privatedns.fluent.models.PrivateZoneInner;
import com.azure.resourcemanager.privatedns.fluent.models.RecordSetInner;
import com.azure.resourcemanager.privatedns.fluent.models.VirtualNetworkLinkInner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.StepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every body that a step sends is read by Azure's own typed model and written back unchanged. A
 * misspelt property passes any emulator of ours; it does not pass here. Both switches are
 * exhaustive: a new kind does not compile before it says what it sends.
 */
class TypedModelTest {

  private static final SerializerAdapter MODELS = JacksonAdapter.createDefaultSerializerAdapter();

  private static final Set<String> FREE = Set.of("tags", "metadata");

  /** What each step remembers of itself: network rules that are not those of the world. */
  private static final Map<String, String> OWN =
      Map.of(
          "networkRuleSet",
          "{\"defaultAction\":\"Deny\",\"ipRules\":[{\"action\":\"Allow\",\"value\":\"9.9.9.9\"}]}");

  /** A body that was sent, and the typed model of what it is. */
  private record Sent(ObjectNode body, Class<?> model) {
    JsonNode readAndWritten() {
      return TypedModelTest.readAndWritten(body, model);
    }
  }

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void every_body_is_spelt_as_azure_spells_it(StepKind kind) {
    List<Sent> sent = sentBy(kind);

    assertThat(sent).hasSameSizeAs(worldsThatNeedAChange(kind));
    assertThat(sent.isEmpty()).isEqualTo(kind == StepKind.PREFLIGHT);
    assertThat(sent).allSatisfy(each -> assertThat(each.readAndWritten()).isEqualTo(each.body()));
  }

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void any_misspelt_property_would_be_noticed(StepKind kind) {
    for (Sent sent : sentBy(kind)) {
      assertThat(misspellings(sent.body()))
          .isNotEmpty()
          .allSatisfy(wrong -> assertThat(readAndWritten(wrong, sent.model())).isNotEqualTo(wrong));
    }
  }

  /** Bodies that steps send when a request or an operator asks for more than the usual. */
  static List<Sent> sentOnDemand() {
    List<Sent> sent = new ArrayList<>();
    Task<?> manual = Steps.task(StepKind.ENDPOINT, manualEndpoint());
    FakeArm nothing = new FakeArm();
    manual.converge(nothing, Map.of(), new Observation.Absent());
    sent.add(new Sent(body(nothing), PrivateEndpointInner.class));

    FakeArm pending = pending();
    manual.converge(pending, Map.of(), (Observation.NeedsChange) manual.observe(pending, Map.of()));
    sent.add(new Sent(body(pending), PrivateEndpointConnectionInner.class));

    FakeArm locked = World.azure();
    locked
        .body(World.REGISTRY)
        .withObject("/properties")
        .put("publicNetworkAccess", "Disabled")
        .withObject("/policies/exportPolicy")
        .put("status", "disabled");
    Task<?> restore = Steps.task(StepKind.LOCKDOWN, new Desired.Restoration(World.REGISTRY));
    Map<String, String> own =
        Map.of(
            "posture",
            "{\"publicNetworkAccess\":\"Enabled\",\"networkRuleSet\":"
                + OWN.get("networkRuleSet")
                + "}");
    Observation found = restore.observe(locked, Map.of(), own);
    restore.converge(locked, Map.of(), own, (Observation.NeedsChange) found);
    sent.add(new Sent(body(locked), RegistryUpdateParameters.class));
    return sent;
  }

  @ParameterizedTest
  @MethodSource("sentOnDemand")
  void what_is_sent_on_demand_is_spelt_as_azure_spells_it(Sent sent) {
    assertThat(sent.readAndWritten()).isEqualTo(sent.body());
    assertThat(misspellings(sent.body()))
        .isNotEmpty()
        .allSatisfy(wrong -> assertThat(readAndWritten(wrong, sent.model())).isNotEqualTo(wrong));
  }

  private static ObjectNode body(FakeArm azure) {
    return (ObjectNode) azure.writes().get(0).body().orElseThrow();
  }

  private static Desired manualEndpoint() {
    return new Desired.Endpoint(
        new PrivateEndpoint(
            World.ENDPOINT,
            "westeurope",
            World.SUBNET,
            "secureacr-conn",
            "secureacr-zg",
            Optional.of(new ManualApproval(Optional.of("please"), true))),
        World.REGISTRY);
  }

  /** The endpoint and the registry both say that nobody has decided. */
  private static FakeArm pending() {
    FakeArm azure = World.azure();
    for (String connection :
        List.of("privateLinkServiceConnections", "privateEndpointConnections")) {
      ResourceId of = connection.endsWith("EndpointConnections") ? World.REGISTRY : World.ENDPOINT;
      ((ObjectNode) azure.body(of).at("/properties/" + connection + "/0/properties"))
          .putObject("privateLinkServiceConnectionState")
          .put("status", "Pending");
    }
    return azure;
  }

  /** The typed model of what this kind sends to that resource. */
  private static Class<?> modelOf(StepKind kind, String path) {
    return switch (kind) {
      case PREFLIGHT -> throw new IllegalStateException("The preflight only reads");
      case VIRTUAL_NETWORK -> VirtualNetworkInner.class;
      case REGISTRY -> RegistryInner.class;
      case SUBNET -> SubnetInner.class;
      case DNS_ZONE -> PrivateZoneInner.class;
      case LINK -> VirtualNetworkLinkInner.class;
      case ENDPOINT -> PrivateEndpointInner.class;
      case ZONE_GROUP ->
          path.contains("/A/") ? RecordSetInner.class : PrivateDnsZoneGroupInner.class;
      case IDENTITY_GRANT -> RoleAssignmentCreateParameters.class;
      case LOCKDOWN -> RegistryUpdateParameters.class;
    };
  }

  /** Worlds in which a step of this kind has something to write: one for each body it can send. */
  private static List<FakeArm> worldsThatNeedAChange(StepKind kind) {
    FakeArm nothing = new FakeArm();
    return switch (kind) {
      case PREFLIGHT -> List.of();
      case VIRTUAL_NETWORK, REGISTRY, IDENTITY_GRANT -> List.of(nothing);
      case SUBNET -> List.of(nothing, failed(fullSubnet()), failed(World.SUBNET));
      case DNS_ZONE -> List.of(nothing, failed(World.ZONE));
      case LINK -> List.of(nothing, failed(World.LINK));
      case ENDPOINT -> List.of(nothing, failed(World.ENDPOINT));
      case ZONE_GROUP ->
          List.of(nothing, failed(World.ZONE_GROUP), withoutRecords(), withAnotherRecord());
      case LOCKDOWN -> List.of(World.azure(), withOwnRules());
    };
  }

  private static List<Sent> sentBy(StepKind kind) {
    List<Sent> sent = new ArrayList<>();
    for (FakeArm azure : worldsThatNeedAChange(kind)) {
      Task<?> task = World.task(kind);
      Observation found = task.observe(azure, World.outputs(), OWN);
      task.converge(azure, World.outputs(), OWN, (Observation.NeedsChange) found);
      azure
          .writes()
          .forEach(
              write ->
                  sent.add(
                      new Sent(
                          (ObjectNode) write.body().orElseThrow(), modelOf(kind, write.path()))));
    }
    return sent;
  }

  private static FakeArm withoutRecords() {
    return World.azure().without(World.record("secureacr2021"));
  }

  private static FakeArm withAnotherRecord() {
    return World.azure()
        .with(
            World.record("secureacr2021"),
            """
            {etag: 'r', type: 'Microsoft.Network/privateDnsZones/A', properties: {ttl: 3600,
             fqdn: 'secureacr2021.privatelink.azurecr.io.', isAutoRegistered: false,
             metadata: {creator: 'alice'}, aRecords: [{ipv4Address: '10.9.9.9'}]}}
            """);
  }

  /** The network rules are those that are remembered, so that only the lock is missing. */
  private static FakeArm withOwnRules() {
    FakeArm azure = World.azure();
    azure
        .body(World.REGISTRY)
        .withObject("/properties")
        .set("networkRuleSet", FakeArm.json(OWN.get("networkRuleSet")));
    return azure;
  }

  private static FakeArm failed(ResourceId id) {
    return failed(World.azure(), id);
  }

  private static FakeArm failed(FakeArm azure) {
    return failed(azure, World.SUBNET);
  }

  private static FakeArm failed(FakeArm azure, ResourceId id) {
    azure.body(id).withObject("/properties").put("provisioningState", "Failed");
    return azure;
  }

  /** A subnet on which much stands that is not Moat's. */
  private static FakeArm fullSubnet() {
    return World.azure()
        .with(
            World.SUBNET,
            """
            {etag: 'W/"1"', type: 'Microsoft.Network/virtualNetworks/subnets', properties: {
             provisioningState: 'Succeeded', addressPrefixes: ['10.0.1.0/24'],
             networkSecurityGroup: {id: '/nsg'}, routeTable: {id: '/rt'}, natGateway: {id: '/nat'},
             serviceEndpoints: [{service: 'Microsoft.Storage', locations: ['westeurope'],
              provisioningState: 'Succeeded'}],
             serviceEndpointPolicies: [{id: '/sep'}], purpose: 'PrivateEndpoints',
             ipConfigurations: [{id: '/ip'}], privateEndpoints: [{id: '/pe'}],
             delegations: [], defaultOutboundAccess: false,
             privateEndpointNetworkPolicies: 'Enabled',
             privateLinkServiceNetworkPolicies: 'Enabled'}}
            """);
  }

  private static JsonNode readAndWritten(JsonNode body, Class<?> model) {
    try {
      Object read = MODELS.deserialize(body.toString(), model, SerializerEncoding.JSON);
      return FakeArm.json(MODELS.serialize(read, SerializerEncoding.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The body with one property misspelt, once for each property; those of tags and metadata are
   * free.
   */
  private static List<ObjectNode> misspellings(ObjectNode body) {
    List<ObjectNode> wrong = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(
            name -> {
              ObjectNode misspelt = body.deepCopy();
              misspelt.set(name + "x", misspelt.remove(name));
              wrong.add(misspelt);
              if (!FREE.contains(name)) {
                inside(body.path(name))
                    .forEach(inner -> wrong.add(body.deepCopy().set(name, inner)));
              }
            });
    return wrong;
  }

  private static Stream<JsonNode> inside(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return misspellings(object).stream().map(JsonNode.class::cast);
    }
    List<JsonNode> wrong = new ArrayList<>();
    for (int i = 0; i < (value.isArray() ? value.size() : 0); i++) {
      int at = i;
      inside(value.get(i))
          .forEach(
              inner -> {
                JsonNode copy = value.deepCopy();
                ((ArrayNode) copy).set(at, inner);
                wrong.add(copy);
              });
    }
    return wrong.stream();
  }
}
