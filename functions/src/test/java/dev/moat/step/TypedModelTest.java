package dev.moat.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.serializer.JacksonAdapter;
import com.azure.core.util.serializer.SerializerAdapter;
import com.azure.core.util.serializer.SerializerEncoding;
import com.azure.resourcemanager.authorization.models.RoleAssignmentCreateParameters;
import com.azure.resourcemanager.containerregistry.fluent.models.RegistryInner;
import com.azure.resourcemanager.containerregistry.models.RegistryUpdateParameters;
import com.azure.resourcemanager.network.fluent.models.PrivateDnsZoneGroupInner;
import com.azure.resourcemanager.network.fluent.models.PrivateEndpointInner;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import com.azure.resourcemanager.privatedns.fluent.models.PrivateZoneInner;
import com.azure.resourcemanager.privatedns.fluent.models.VirtualNetworkLinkInner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every body that a step sends is read by Azure's own typed model and written back unchanged. A
 * misspelt property passes any emulator of ours; it does not pass here. Both switches are
 * exhaustive: a new kind does not compile before it says what it sends.
 */
class TypedModelTest {

  private static final SerializerAdapter MODELS = JacksonAdapter.createDefaultSerializerAdapter();

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void every_body_is_spelt_as_azure_spells_it(StepKind kind) {
    List<ObjectNode> bodies = bodiesOf(kind);

    assertThat(bodies).hasSameSizeAs(worldsThatNeedAChange(kind));
    modelOf(kind)
        .ifPresentOrElse(
            model -> {
              assertThat(bodies).isNotEmpty();
              assertThat(bodies)
                  .allSatisfy(body -> assertThat(readAndWritten(body, model)).isEqualTo(body));
            },
            () -> assertThat(bodies).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(StepKind.class)
  void any_misspelt_property_would_be_noticed(StepKind kind) {
    for (ObjectNode body : bodiesOf(kind)) {
      assertThat(misspellings(body))
          .isNotEmpty()
          .allSatisfy(
              wrong ->
                  assertThat(readAndWritten(wrong, modelOf(kind).orElseThrow()))
                      .isNotEqualTo(wrong));
    }
  }

  /** The typed model of what this kind sends; empty for a kind that sends nothing. */
  private static Optional<Class<?>> modelOf(StepKind kind) {
    return switch (kind) {
      case PREFLIGHT -> Optional.empty();
      case VIRTUAL_NETWORK -> Optional.of(VirtualNetworkInner.class);
      case REGISTRY -> Optional.of(RegistryInner.class);
      case SUBNET -> Optional.of(SubnetInner.class);
      case DNS_ZONE -> Optional.of(PrivateZoneInner.class);
      case LINK -> Optional.of(VirtualNetworkLinkInner.class);
      case ENDPOINT -> Optional.of(PrivateEndpointInner.class);
      case ZONE_GROUP -> Optional.of(PrivateDnsZoneGroupInner.class);
      case IDENTITY_GRANT -> Optional.of(RoleAssignmentCreateParameters.class);
      case LOCKDOWN -> Optional.of(RegistryUpdateParameters.class);
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
      case ZONE_GROUP -> List.of(nothing, failed(World.ZONE_GROUP));
      case LOCKDOWN -> List.of(World.azure());
    };
  }

  private static List<ObjectNode> bodiesOf(StepKind kind) {
    List<ObjectNode> bodies = new ArrayList<>();
    for (FakeArm azure : worldsThatNeedAChange(kind)) {
      Task<?> task = World.task(kind);
      Observation found = task.observe(azure, World.outputs());
      task.converge(azure, World.outputs(), (Observation.NeedsChange) found);
      azure.writes().forEach(write -> bodies.add((ObjectNode) write.body().orElseThrow()));
    }
    return bodies;
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

  /** The body with one property misspelt, once for each property; the names of tags are free. */
  private static List<ObjectNode> misspellings(ObjectNode body) {
    List<ObjectNode> wrong = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(
            name -> {
              ObjectNode misspelt = body.deepCopy();
              misspelt.set(name + "x", misspelt.remove(name));
              wrong.add(misspelt);
              if (!name.equals("tags")) {
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
