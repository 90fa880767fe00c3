package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.ENDPOINT;
import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.LINK;
import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBNET;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE_GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static dev.moat.localazure.resourcemanager.AzureWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A principal that is bound by its roles calls; the owner of all, who is not, sets the stage. */
class AccessTest {
  private static final String GUEST = "9e570000-0000-4000-8000-000000000001";
  private static final Caller BOUND = new Caller(GUEST, "9e570000-0000-4000-8000-00000000000a");
  private static final String ROLES = "/providers/Microsoft.Authorization/roleDefinitions/";
  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments/";
  private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
  private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  private static final String PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
  private static final String PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";

  /** As Azure's template for delegating writes it. */
  private static final String DELEGATION =
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR"
          + " (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
          + " ForAnyOfAnyValues:GuidEquals {{roleDefinitionIds}} AND"
          + " @Request[Microsoft.Authorization/roleAssignments:PrincipalType]"
          + " ForAnyOfAnyValues:StringEqualsIgnoreCase {{principalTypes}})) AND"
          + " ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR"
          + " (@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId]"
          + " ForAnyOfAnyValues:GuidEquals {{roleDefinitionIds}}))";

  @Test
  void who_nobody_spoke_of_may_do_everything() {
    AzureWorld world = AzureWorld.slow().withSubnet();

    assertThat(as(BOUND, world, "GET", SUBNET, null).status()).isEqualTo(200);
  }

  @Test
  void who_is_bound_by_roles_and_has_none_may_do_nothing() {
    AzureWorld world = bound(AzureWorld.slow().withSubnet());

    ArmReply refused = as(BOUND, world, "GET", SUBNET, null);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(errorCode(refused)).isEqualTo("AuthorizationFailed");
    assertThat(message(refused))
        .isEqualTo(
            "The client '"
                + BOUND.applicationId()
                + "' with object id '"
                + GUEST
                + "' does not have authorization to perform action"
                + " 'Microsoft.Network/virtualNetworks/subnets/read' over scope '"
                + SUBNET
                + "' or the scope is invalid. If access was recently granted, please refresh your"
                + " credentials.");
    assertThat(world.get(SUBNET).status()).isEqualTo(200);
  }

  @Test
  void people_are_named_by_their_user_name() {
    AzureWorld world = bound(AzureWorld.slow().withGroup());
    Caller person = Caller.user(GUEST, "app", "Ada Lovelace", "ada@example.org");

    assertThat(message(as(person, world, "GET", GROUP, null)))
        .startsWith("The client 'ada@example.org' with object id '" + GUEST + "'");
  }

  @Test
  void an_assignment_holds_at_its_scope_and_below() {
    AzureWorld world = bound(AzureWorld.slow().withSubnet());
    assign(world, NETWORK, READER, null);

    assertThat(as(BOUND, world, "GET", SUBNET, null).status()).isEqualTo(200);
    assertThat(as(BOUND, world, "GET", NETWORK.toUpperCase(Locale.ROOT), null).status())
        .isEqualTo(200);
    assertThat(as(BOUND, world, "GET", NETWORK + "2", null).status()).isEqualTo(403);
    assertThat(as(BOUND, world, "GET", GROUP, null).status()).isEqualTo(403);
    assertThat(as(BOUND, world, "DELETE", SUBNET, null).status()).isEqualTo(403);
  }

  @Test
  void what_is_taken_away_is_gone_at_once() {
    AzureWorld world = bound(AzureWorld.slow().withNetwork());
    String assignment = assign(world, NETWORK, READER, null);
    world.delete(assignment);

    assertThat(as(BOUND, world, "GET", NETWORK, null).status()).isEqualTo(403);
  }

  @Test
  void not_actions_take_away_from_actions() {
    AzureWorld world = bound(AzureWorld.slow().withRegistry("Premium"));
    assign(world, SUBSCRIPTION, CONTRIBUTOR, null);

    assertThat(as(BOUND, world, "PUT", NETWORK, network()).status()).isEqualTo(201);
    ArmReply grant = as(BOUND, world, "PUT", grantId(), grant(PULL, "ServicePrincipal"));
    assertThat(message(grant)).contains("'Microsoft.Authorization/roleAssignments/write'");
  }

  @Test
  void a_list_asks_for_reading_at_what_holds_it() {
    AzureWorld world = bound(AzureWorld.slow().withZone());
    assign(world, GROUP, READER, null);
    String zones = "/providers/Microsoft.Network/privateDnsZones";

    assertThat(as(BOUND, world, "GET", ZONE + "/A", null).status()).isEqualTo(200);
    assertThat(as(BOUND, world, "GET", GROUP + zones, null).status()).isEqualTo(200);
    assertThat(message(as(BOUND, world, "GET", SUBSCRIPTION + zones, null)))
        .contains(
            "'Microsoft.Network/privateDnsZones/read' over scope '"
                + SUBSCRIPTION
                + "/providers/Microsoft.Network'");
  }

  @Test
  void a_custom_role_grants_what_it_names() {
    AzureWorld world = bound(AzureWorld.slow().withSubnet());
    String role = role(world, "reads", SUBSCRIPTION, "Microsoft.Network/virtualNetworks/subnets/*");
    assign(world, GROUP, role, null);

    assertThat(as(BOUND, world, "GET", SUBNET, null).status()).isEqualTo(200);
    assertThat(as(BOUND, world, "GET", NETWORK, null).status()).isEqualTo(403);
    assertThat(world.read(SUBSCRIPTION + ROLES + role).at("/properties/type").asText())
        .isEqualTo("CustomRole");
    assertThat(world.read(GROUP + ROLES + "?$filter=roleName%20eq%20'reads'").path("value"))
        .hasSize(1);
  }

  @Test
  void a_custom_role_is_there_within_its_assignable_scopes() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    String role = role(world, "only there", GROUP, "Microsoft.Network/*/read");

    ArmReply elsewhere =
        world.put(
            SUBSCRIPTION + ASSIGNMENTS + UUID.randomUUID(),
            assignment(GUEST, role, null).toString());

    assertThat(errorCode(elsewhere)).isEqualTo("RoleDefinitionDoesNotExist");
  }

  @Test
  void a_custom_role_names_actions_that_exist() {
    AzureWorld world = AzureWorld.slow().withGroup();

    ArmReply refused =
        world.put(
            SUBSCRIPTION + ROLES + UUID.randomUUID(),
            roleBody("x", SUBSCRIPTION, "Microsoft.Network/privateDnsZones/wish/read"));

    assertThat(errorCode(refused)).isEqualTo("InvalidActionOrNotAction");
    assertThat(message(refused))
        .isEqualTo(
            "'Microsoft.Network/privateDnsZones/wish/read' does not match any of the actions"
                + " supported by the providers.");
  }

  @Test
  void an_operation_is_followed_with_the_action_of_its_url_at_its_resource() {
    AzureWorld world = bound(AzureWorld.slow().withGroup());
    String role =
        role(
            world,
            "creates",
            SUBSCRIPTION,
            "Microsoft.Network/virtualNetworks/write",
            "Microsoft.Network/locations/operations/read");
    assign(world, GROUP, role, null);

    String poll = header(as(BOUND, world, "PUT", NETWORK, network()), Headers.ASYNC_OPERATION);

    assertThat(as(BOUND, world, "GET", poll, null).status()).isEqualTo(200);
    assertThat(world.azure.calls().get(world.azure.calls().size() - 1).asked())
        .containsExactly(
            new AskedAction("Microsoft.Network/locations/operations/read", NETWORK, false));
  }

  @Test
  void an_endpoint_needs_its_subnet_and_the_approval_of_its_registry() {
    AzureWorld world = bound(AzureWorld.slow().withSubnet().withRegistry("Premium"));
    String write = "Microsoft.Network/privateEndpoints/write";
    String join = "Microsoft.Network/virtualNetworks/subnets/join/action";
    String approve =
        "Microsoft.ContainerRegistry/registries/privateEndpointConnectionsApproval/action";
    assign(world, GROUP, role(world, "writes", SUBSCRIPTION, write), null);
    String automatic = AzureWorld.endpoint("privateLinkServiceConnections");

    ArmReply noSubnet = as(BOUND, world, "PUT", ENDPOINT, automatic);
    assertThat(noSubnet.status()).isEqualTo(403);
    assertThat(errorCode(noSubnet)).isEqualTo("LinkedAuthorizationFailed");
    assertThat(message(noSubnet))
        .endsWith(
            "has permission to perform action '"
                + write
                + "' on scope '"
                + ENDPOINT
                + "'; however, it does not have permission to perform action '"
                + join
                + "' on the linked scope(s) '"
                + SUBNET
                + "' or the linked scope(s) are invalid.");

    assign(world, SUBNET, role(world, "joins", SUBSCRIPTION, join), null);
    assertThat(message(as(BOUND, world, "PUT", ENDPOINT, automatic)))
        .contains("'" + approve + "' on the linked scope(s) '" + REGISTRY + "'");
    String manual = AzureWorld.endpoint("manualPrivateLinkServiceConnections");
    assertThat(as(BOUND, world, "PUT", ENDPOINT + "2", manual).status()).isEqualTo(201);
    world.letWorkEnd();

    assign(world, REGISTRY, role(world, "approves", SUBSCRIPTION, approve), null);
    assertThat(as(BOUND, world, "PUT", ENDPOINT, automatic).status()).isEqualTo(201);
  }

  @Test
  void what_bodies_name_is_joined() {
    AzureWorld world = AzureWorld.slow().withEndpoint().withZone();
    String group = GROUP + "/providers/Microsoft.Network/networkSecurityGroups/nsg";
    world.put(LINK, AzureWorld.link(NETWORK));
    world.put(ZONE_GROUP, AzureWorld.zoneGroup(ZONE));
    world.letWorkEnd();
    world.put(
        SUBNET,
        "{'properties':{'addressPrefix':'10.0.1.0/27','networkSecurityGroup':{'id':'%s'}}}"
            .formatted(group));
    world.patch(
        REGISTRY,
        "{'properties':{'networkRuleSet':{'virtualNetworkRules':[{'id':'%s'}]}}}"
            .formatted(SUBNET));

    assertThat(world.azure.calls())
        .flatExtracting(RecordedCall::asked)
        .filteredOn(AskedAction::linked)
        .contains(
            new AskedAction("Microsoft.Network/virtualNetworks/join/action", NETWORK, true),
            new AskedAction("Microsoft.Network/privateDnsZones/join/action", ZONE, true),
            new AskedAction("Microsoft.Network/networkSecurityGroups/join/action", group, true),
            new AskedAction(
                "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
                SUBNET,
                true));
  }

  @Test
  void a_condition_bounds_who_may_assign_what() {
    AzureWorld world = bound(AzureWorld.slow().withRegistry("Premium"));
    assign(world, SUBSCRIPTION, OWNER, condition(PULL, "ServicePrincipal"));

    ArmReply push = as(BOUND, world, "PUT", grantId(), grant(PUSH, "ServicePrincipal"));
    assertThat(push.status()).isEqualTo(403);
    assertThat(errorCode(push)).isEqualTo("AuthorizationFailed");
    assertThat(message(push))
        .contains(
            "has an authorization with ABAC condition that is not fulfilled to perform action"
                + " 'Microsoft.Authorization/roleAssignments/write' over scope '"
                + REGISTRY);
    assertThat(as(BOUND, world, "PUT", grantId(), grant(PULL, "Group")).status()).isEqualTo(403);
    String id = grantId();
    assertThat(as(BOUND, world, "PUT", id, grant(PULL, "ServicePrincipal")).status())
        .isEqualTo(201);
    assertThat(as(BOUND, world, "DELETE", id, null).status()).isEqualTo(200);
  }

  @Test
  void a_condition_bounds_which_assignments_are_removed() {
    AzureWorld world = bound(AzureWorld.slow().withRegistry("Premium"));
    assign(world, SUBSCRIPTION, OWNER, condition(PULL, "ServicePrincipal"));
    String others = grantId();
    world.put(others, grant(PUSH, "ServicePrincipal"));

    assertThat(as(BOUND, world, "DELETE", others, null).status()).isEqualTo(403);
  }

  @Test
  void a_condition_that_is_not_understood_is_refused() {
    AzureWorld world = AzureWorld.slow().withGroup();

    ArmReply refused =
        world.put(
            GROUP + ASSIGNMENTS + UUID.randomUUID(),
            assignment(GUEST, READER, "exists red").toString());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(message(refused)).isEqualTo("The given role assignment condition is invalid.");
  }

  @Test
  void who_is_bound_stays_so_in_a_later_process() {
    AzureWorld before = bound(AzureWorld.slow().withNetwork());
    AzureWorld after = AzureWorld.slow();
    after.azure.restore(before.azure.snapshot());

    assertThat(as(BOUND, after, "GET", NETWORK, null).status()).isEqualTo(403);
    after.azure.principals().unbind(GUEST);
    assertThat(as(BOUND, after, "GET", NETWORK, null).status()).isEqualTo(200);
  }

  @Test
  void a_change_tells_of_the_assignment_that_allowed_it() {
    AzureWorld world = bound(AzureWorld.slow().withGroup());
    assign(world, SUBSCRIPTION, READER, null);
    String assignment = assign(world, GROUP, CONTRIBUTOR, null);
    List<ResourceChange> changes = heard(world);

    as(BOUND, world, "PUT", NETWORK, network());
    world.letWorkEnd();

    assertThat(evidence(changes))
        .containsExactly(
            new Evidence(
                "Contributor", GROUP, guid(assignment), CONTRIBUTOR, GUEST, "ServicePrincipal"));
  }

  @Test
  void of_two_assignments_the_one_whose_condition_holds_allows_it() {
    AzureWorld world = bound(AzureWorld.slow().withRegistry("Premium"));
    assign(world, GROUP, OWNER, condition(PUSH, "ServicePrincipal"));
    String assignment = assign(world, SUBSCRIPTION, OWNER, condition(PULL, "ServicePrincipal"));
    List<ResourceChange> changes = heard(world);

    as(BOUND, world, "PUT", grantId(), grant(PULL, "ServicePrincipal"));

    assertThat(evidence(changes))
        .containsExactly(
            new Evidence(
                "Owner", SUBSCRIPTION, guid(assignment), OWNER, GUEST, "ServicePrincipal"));
  }

  @Test
  void an_action_is_allowed_by_an_assignment_too() {
    AzureWorld world = bound(AzureWorld.slow().withRegistry("Premium"));
    world.patch(REGISTRY, "{'properties':{'adminUserEnabled':true}}");
    world.letWorkEnd();
    String role =
        role(
            world, "lists", GROUP, "Microsoft.ContainerRegistry/registries/listCredentials/action");
    assign(world, GROUP, role, null);
    List<ResourceChange> changes = heard(world);

    as(BOUND, world, "POST", REGISTRY + "/listCredentials", "{}");

    assertThat(evidence(changes)).extracting(Evidence::role).containsExactly("lists");
  }

  @Test
  void no_assignment_is_told_of_a_caller_who_needs_none() {
    AzureWorld world = AzureWorld.slow().withGroup();
    assign(world, GROUP, CONTRIBUTOR, null);
    List<ResourceChange> changes = heard(world);

    as(BOUND, world, "PUT", NETWORK, network());
    world.letWorkEnd();

    assertThat(evidence(changes)).hasSize(1).containsOnlyNulls();
  }

  @Test
  void what_allowed_the_work_under_way_is_known_to_a_later_process() {
    AzureWorld before = bound(AzureWorld.slow().withGroup());
    assign(before, GROUP, CONTRIBUTOR, null);
    as(BOUND, before, "PUT", NETWORK, network());
    AzureWorld after = AzureWorld.slow();
    after.azure.restore(before.azure.snapshot());
    List<ResourceChange> changes = heard(after);

    after.letWorkEnd();

    assertThat(evidence(changes)).extracting(Evidence::role).containsExactly("Contributor");
  }

  @Test
  void other_calls_of_resource_manager_have_actions_too() {
    AzureWorld world = AzureWorld.slow().withRegistry("Premium");
    for (String path :
        List.of(
            "/subscriptions", SUBSCRIPTION, SUBSCRIPTION + "/resources", GROUP + "/resources")) {
      world.get(path);
    }
    world.get(SUBSCRIPTION + "/providers/Microsoft.Network");
    world.call("POST", REGISTRY + "/listCredentials", Map.of(), json("{}"));

    assertThat(world.azure.calls())
        .flatExtracting(RecordedCall::asked)
        .extracting(AskedAction::action)
        .endsWith(
            "Microsoft.Resources/subscriptions/read",
            "Microsoft.Resources/subscriptions/resources/read",
            "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
            "Microsoft.Resources/subscriptions/providers/read",
            "Microsoft.ContainerRegistry/registries/listCredentials/action");
  }

  private static List<ResourceChange> heard(AzureWorld world) {
    List<ResourceChange> changes = new ArrayList<>();
    world.azure.onChange(changes::add);
    return changes;
  }

  private static List<@Nullable Evidence> evidence(List<ResourceChange> changes) {
    return changes.stream().<@Nullable Evidence>map(change -> change.request().evidence()).toList();
  }

  private static String guid(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static AzureWorld bound(AzureWorld world) {
    world.azure.principals().bindByRoles(GUEST);
    return world;
  }

  private static ArmReply as(
      Caller caller, AzureWorld world, String method, String path, @Nullable String body) {
    String versioned =
        path.contains("api-version=")
            ? path
            : path + (path.contains("?") ? "&" : "?") + "api-version=2024-01-01";
    return world.azure.handle(
        new ArmRequest(method, versioned, Map.of(), body == null ? null : json(body), caller));
  }

  private static String role(AzureWorld world, String name, String scope, String... actions) {
    String guid = UUID.randomUUID().toString();
    ArmReply put = world.put(SUBSCRIPTION + ROLES + guid, roleBody(name, scope, actions));
    assertThat(put.status()).isEqualTo(201);
    return guid;
  }

  private static String roleBody(String name, String scope, String... actions) {
    return "{'properties':{'roleName':'%s','assignableScopes':['%s'],'permissions':[{'actions':['%s']}]}}"
        .formatted(name, scope, String.join("','", actions));
  }

  private static String assign(
      AzureWorld world, String scope, String role, @Nullable String condition) {
    String id = scope + ASSIGNMENTS + UUID.randomUUID();
    ArmReply put = world.call("PUT", id, Map.of(), assignment(GUEST, role, condition));
    assertThat(put.status()).isEqualTo(201);
    return id;
  }

  private static ObjectNode assignment(String principal, String role, @Nullable String condition) {
    ObjectNode body = Json.object();
    ObjectNode properties =
        body.putObject("properties")
            .put("roleDefinitionId", SUBSCRIPTION + ROLES + role)
            .put("principalId", principal)
            .put("principalType", "ServicePrincipal");
    if (condition != null) {
      properties.put("condition", condition).put("conditionVersion", "2.0");
    }
    return body;
  }

  private static String condition(String role, String principalType) {
    return DELEGATION
        .replace("{roleDefinitionIds}", role)
        .replace("{principalTypes}", "'" + principalType + "'");
  }

  private static String grantId() {
    return REGISTRY + ASSIGNMENTS + UUID.randomUUID();
  }

  private static String grant(String role, String principalType) {
    return "{'properties':{'roleDefinitionId':'%s','principalId':'%s','principalType':'%s'}}"
        .formatted(SUBSCRIPTION + ROLES + role, UUID.randomUUID(), principalType);
  }

  private static String network() {
    return "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}";
  }

  private static String message(ArmReply reply) {
    return body(reply).at("/error/message").asText();
  }
}
