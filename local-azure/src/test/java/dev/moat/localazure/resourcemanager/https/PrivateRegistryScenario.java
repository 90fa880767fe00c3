package dev.moat.localazure.resourcemanager.https;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.Region;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.authorization.models.RoleAssignment;
import com.azure.resourcemanager.containerregistry.ContainerRegistryManager;
import com.azure.resourcemanager.containerregistry.models.PublicNetworkAccess;
import com.azure.resourcemanager.containerregistry.models.Registry;
import com.azure.resourcemanager.msi.MsiManager;
import com.azure.resourcemanager.msi.models.Identity;
import com.azure.resourcemanager.network.NetworkManager;
import com.azure.resourcemanager.network.models.Network;
import com.azure.resourcemanager.network.models.PrivateDnsZoneGroup;
import com.azure.resourcemanager.network.models.PrivateEndpoint;
import com.azure.resourcemanager.network.models.PrivateLinkSubResourceName;
import com.azure.resourcemanager.privatedns.PrivateDnsZoneManager;
import com.azure.resourcemanager.privatedns.fluent.RecordSetsClient;
import com.azure.resourcemanager.privatedns.fluent.models.RecordSetInner;
import com.azure.resourcemanager.privatedns.models.PrivateDnsZone;
import com.azure.resourcemanager.privatedns.models.RecordType;
import dev.moat.localazure.resourcemanager.Tenant;
import java.util.Map;
import java.util.UUID;

/**
 * An app of its own that makes a registry private with the unmodified Azure SDK. It knows its
 * identity from its environment, as apps in Azure do, which is why it is a process.
 */
final class PrivateRegistryScenario {
  private static final String SUBSCRIPTION = "11111111-1111-4111-8111-111111111111";
  private static final String ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
  private static final String GROUP = "rg";
  private final HttpClient http;
  private final TokenCredential credential;
  private final AzureProfile profile;

  private PrivateRegistryScenario(String endpoint) {
    if (System.getenv("IDENTITY_ENDPOINT") == null) {
      throw new IllegalStateException("Set IDENTITY_ENDPOINT, else another endpoint is asked.");
    }
    http = new JdkHttpClientBuilder().build();
    credential = new ManagedIdentityCredentialBuilder().httpClient(http).build();
    AzureEnvironment environment =
        new AzureEnvironment(
            Map.of(
                "resourceManagerEndpointUrl", endpoint + "/",
                "managementEndpointUrl", "https://management.core.windows.net/",
                "microsoftGraphResourceId", "https://graph.microsoft.com/"));
    profile = new AzureProfile(Tenant.any().id(), SUBSCRIPTION, environment);
  }

  /** The endpoint of Resource Manager is the only argument. */
  public static void main(String[] arguments) {
    new PrivateRegistryScenario(arguments[0]).run();
  }

  private void run() {
    createGroup();
    Network network = createNetwork();
    PrivateDnsZone zone = createLinkedZone(network);
    Registry registry = createRegistry();
    PrivateEndpoint endpoint = createEndpoint(network, registry);
    assertThat(endpoint.customDnsConfigurations()).hasSize(2);

    PrivateDnsZoneGroup group =
        endpoint
            .privateDnsZoneGroups()
            .define("default")
            .withPrivateDnsZoneConfigure("acr", zone.id())
            .create();
    assertThat(group.innerModel().privateDnsZoneConfigs().get(0).recordSets()).hasSize(2);
    assertThat(zone.aRecordSets().getByName("moatregistry").ipv4Addresses())
        .containsExactly("10.0.1.5");
    assertThat(zone.refresh().numberOfRecordSets()).isEqualTo(3);
    assertThatPagesAreFollowed(zone);

    RoleAssignment grant = grantPull(registry);
    assertThat(grant.roleDefinitionId()).endsWith(ACR_PULL);

    Registry closed = registry.update().disablePublicNetworkAccess().apply();
    assertThat(closed.publicNetworkAccess()).isEqualTo(PublicNetworkAccess.DISABLED);

    networks().privateEndpoints().deleteById(endpoint.id());
    networks().networks().deleteById(network.id());
    registries().containerRegistries().deleteById(registry.id());
  }

  private void createGroup() {
    com.azure.resourcemanager.resources.ResourceManager.configure()
        .withHttpClient(http)
        .authenticate(credential, profile)
        .withDefaultSubscription()
        .resourceGroups()
        .define(GROUP)
        .withRegion(Region.EUROPE_WEST)
        .create();
  }

  private NetworkManager networks() {
    return NetworkManager.configure().withHttpClient(http).authenticate(credential, profile);
  }

  private ContainerRegistryManager registries() {
    return ContainerRegistryManager.configure()
        .withHttpClient(http)
        .authenticate(credential, profile);
  }

  private Network createNetwork() {
    return networks()
        .networks()
        .define("vnet")
        .withRegion(Region.EUROPE_WEST)
        .withExistingResourceGroup(GROUP)
        .withAddressSpace("10.0.0.0/16")
        .withSubnet("first", "10.0.0.0/24")
        .create()
        .update()
        .withSubnet("endpoints", "10.0.1.0/27")
        .apply();
  }

  private PrivateDnsZone createLinkedZone(Network network) {
    return PrivateDnsZoneManager.configure()
        .withHttpClient(http)
        .authenticate(credential, profile)
        .privateZones()
        .define("privatelink.azurecr.io")
        .withExistingResourceGroup(GROUP)
        .defineVirtualNetworkLink("vnet")
        .withVirtualNetworkId(network.id())
        .attach()
        .create();
  }

  /** A hundred records beside the two of the registry take two pages. */
  private static void assertThatPagesAreFollowed(PrivateDnsZone zone) {
    RecordSetsClient records = zone.manager().serviceClient().getRecordSets();
    for (int i = 0; i < 100; i++) {
      RecordSetInner empty = new RecordSetInner().withTtl(10L);
      records.createOrUpdate(GROUP, zone.name(), RecordType.A, "other" + i, empty);
    }
    assertThat(zone.aRecordSets().list()).hasSize(102);
  }

  private Registry createRegistry() {
    return registries()
        .containerRegistries()
        .define("moatregistry")
        .withRegion(Region.EUROPE_WEST)
        .withExistingResourceGroup(GROUP)
        .withPremiumSku()
        .create();
  }

  private PrivateEndpoint createEndpoint(Network network, Registry registry) {
    return networks()
        .privateEndpoints()
        .define("pe")
        .withRegion(Region.EUROPE_WEST)
        .withExistingResourceGroup(GROUP)
        .withSubnetId(network.subnets().get("endpoints").id())
        .definePrivateLinkServiceConnection("c")
        .withResourceId(registry.id())
        .withSubResource(PrivateLinkSubResourceName.fromString("registry"))
        .attach()
        .create();
  }

  private RoleAssignment grantPull(Registry registry) {
    Identity puller =
        MsiManager.configure()
            .withHttpClient(http)
            .authenticate(credential, profile)
            .identities()
            .define("puller")
            .withRegion(Region.EUROPE_WEST)
            .withExistingResourceGroup(GROUP)
            .create();
    return AuthorizationManager.configure()
        .withHttpClient(http)
        .authenticate(credential, profile)
        .roleAssignments()
        .define(UUID.nameUUIDFromBytes(new byte[] {1}).toString())
        .forObjectId(puller.principalId())
        .withRoleDefinition(
            "/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s"
                .formatted(SUBSCRIPTION, ACR_PULL))
        .withScope(registry.id())
        .create();
  }
}
