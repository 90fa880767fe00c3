package dev.moat.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.request.ParseResult.Accepted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardRailsTest {

  private static final String SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/secureacrsetup";
  private static final SetupRequest REQUEST =
      ((Accepted) new RequestParser().parse(Samples.text(Samples.SECUREACR))).request();
  private static final ResourceId REGISTRY = REQUEST.registry().id();
  private static final ResourceId NETWORK = REQUEST.virtualNetworks().get(0).id();
  private static final ResourceId ZONE = REQUEST.privateDnsZone().id();
  private static final ResourceId ENDPOINT = REQUEST.privateEndpoint().id();
  private static final SetupRequest.VirtualNetworkLink LINK =
      REQUEST.privateDnsZone().links().get(0);
  private static final ResourceId GRANT =
      REGISTRY.extension("Microsoft.Authorization", "roleAssignments", "g");

  @ParameterizedTest
  @ValueSource(
      strings = {
        SUBSCRIPTION,
        GROUP,
        "/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/SECUREACRSETUP"
      })
  void allow_what_lies_in_a_scope_in_any_case(String scope) {
    assertThat(rails(Set.of("acrpull"), scope).check(REQUEST)).isEmpty();
  }

  @Test
  void allow_nothing_without_scopes_and_roles() {
    assertThat(rails(Set.of()).check(REQUEST))
        .extracting(problem -> problem.reason().label() + " " + problem.pointer())
        .containsExactly(
            "ScopeNotAllowed /privateDnsZone/id",
            "ScopeNotAllowed /privateDnsZone/virtualNetworkLinks/0/name",
            "ScopeNotAllowed /privateDnsZone/virtualNetworkLinks/0/virtualNetworkId",
            "ScopeNotAllowed /privateEndpoint/id",
            "ScopeNotAllowed /privateEndpoint/subnetId",
            "ScopeNotAllowed /registry/id",
            "RoleNotAllowed /roleAssignments/0/role",
            "ScopeNotAllowed /virtualNetworks/0/id",
            "ScopeNotAllowed /virtualNetworks/0/subnets/0/name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secureacr",
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secureacrsetup2",
        "/subscriptions/00000000-0000-0000-0000-00000000000",
        "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/secureacrsetup",
        "/providers/Microsoft.Management/managementGroups/all"
      })
  void do_not_allow_what_only_looks_like_a_scope(String scope) {
    assertThat(rails(Set.of("AcrPull"), scope).check(REQUEST)).hasSize(8);
  }

  @Test
  void tell_exactly_what_lies_outside() {
    GuardRails rails =
        rails(Set.of("AcrPull"), REGISTRY.value(), NETWORK.value(), ENDPOINT.value());

    assertThat(rails.check(REQUEST))
        .extracting(Problem::pointer)
        .containsExactly("/privateDnsZone/id", "/privateDnsZone/virtualNetworkLinks/0/name");
  }

  @Test
  void refuse_a_role_that_is_not_listed_whatever_its_scope() {
    assertThat(rails(Set.of("AcrPush"), GROUP).check(REQUEST))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.reason()).isEqualTo(Reason.ROLE_NOT_ALLOWED);
              assertThat(problem.message()).contains("AcrPull");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "setup-outcomes, true",
    "SETUP-Outcomes, true",
    "setup-outcomes2, false",
    "'', false"
  })
  void let_a_request_name_only_a_queue_that_is_listed(String listed, boolean isAllowed) {
    SetupRequest request =
        ((Accepted) new RequestParser().parse(Samples.text(Samples.MANUAL_APPROVAL))).request();
    GuardRails rails =
        new GuardRails(
            List.of(new ResourceId(GROUP)),
            Set.of("AcrPull"),
            Set.of("ServicePrincipal"),
            Set.of(listed));

    assertThat(rails.check(request))
        .extracting(problem -> problem.reason().label() + " " + problem.pointer())
        .containsExactlyElementsOf(
            isAllowed ? List.of() : List.of("ReplyQueueNotAllowed /replyTo/queueName"));
    assertThat(rails.check(request))
        .allSatisfy(problem -> assertThat(problem.message()).contains("'setup-outcomes'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../other", "/%2e%2e/other", "/x?a=b", "/x#y", "/./x", "/x\n", "/x\\y"})
  void refuse_an_id_that_could_lead_out_of_its_scope(String rest) {
    Desired desired = new Desired.DnsZone(new ResourceId(GROUP + rest));

    assertThat(rails(Set.of(), GROUP).check(desired))
        .map(StepError::code)
        .contains("ScopeNotAllowed");
  }

  @ParameterizedTest
  @MethodSource("everyKindOfStep")
  void let_a_step_pass_whose_resources_all_lie_in_scope(Desired desired) {
    assertThat(rails(Set.of("AcrPull"), GROUP).check(desired)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKindOfStep")
  void stop_every_step_without_scopes(Desired desired) {
    assertThat(rails(Set.of("AcrPull")).check(desired))
        .hasValueSatisfying(
            error -> {
              assertThat(error.code()).isEqualTo("ScopeNotAllowed");
              assertThat(error.message()).contains(desired.resource().value());
              assertThat(error.advice()).contains("allowed scopes");
            });
  }

  @ParameterizedTest
  @MethodSource("whatStepsTouchBesideTheirResource")
  void stop_a_step_that_reaches_out_of_scope(Desired desired, ResourceId outside) {
    assertThat(
            rails(Set.of("AcrPull"), desired.resource().value(), REGISTRY.value()).check(desired))
        .map(StepError::message)
        .hasValueSatisfying(message -> assertThat(message).contains(outside.value()));
  }

  @Test
  void stop_a_grant_of_a_role_that_is_not_listed() {
    Desired grant = new Desired.IdentityGrant(GRANT, REGISTRY, REQUEST.roleAssignments().get(0));

    assertThat(rails(Set.of("Reader"), GROUP).check(grant))
        .map(StepError::code)
        .contains("RoleNotAllowed");
  }

  @ParameterizedTest
  @CsvSource({
    "ServicePrincipal, true",
    "serviceprincipal, true",
    "User, false",
    "Group, false",
  })
  void allow_grants_to_the_listed_types_of_principals(String listed, boolean allowed) {
    GuardRails rails = railsFor(Set.of(listed));
    Desired grant = new Desired.IdentityGrant(GRANT, REGISTRY, REQUEST.roleAssignments().get(0));

    assertThat(rails.check(REQUEST).isEmpty()).isEqualTo(allowed);
    assertThat(rails.check(grant).isEmpty()).isEqualTo(allowed);
  }

  @Test
  void say_where_a_type_of_principal_is_not_allowed_and_what_to_do() {
    GuardRails rails = railsFor(Set.of("Group"));
    Desired grant = new Desired.IdentityGrant(GRANT, REGISTRY, REQUEST.roleAssignments().get(0));

    assertThat(rails.check(REQUEST))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.reason()).isEqualTo(Reason.PRINCIPAL_TYPE_NOT_ALLOWED);
              assertThat(problem.pointer()).isEqualTo("/roleAssignments/0/principalType");
              assertThat(problem.message()).contains("ServicePrincipal");
            });
    assertThat(rails.check(grant))
        .hasValueSatisfying(
            error -> {
              assertThat(error.code()).isEqualTo("PrincipalTypeNotAllowed");
              assertThat(error.advice()).contains("allowed principal types");
            });
  }

  private static GuardRails railsFor(Set<String> principalTypes) {
    return new GuardRails(
        List.of(new ResourceId(GROUP)), Set.of("AcrPull"), principalTypes, Set.of());
  }

  @Test
  void know_every_kind_of_step() {
    assertThat(everyKindOfStep().map(Object::getClass))
        .containsExactlyInAnyOrder(Desired.class.getPermittedSubclasses());
  }

  static Stream<Desired> everyKindOfStep() {
    return Stream.of(
        preflight(),
        new Desired.VirtualNetwork(NETWORK, Optional.empty()),
        new Desired.Registry(REGISTRY, Optional.empty()),
        new Desired.Subnet(REQUEST.virtualNetworks().get(0).subnets().get(0)),
        new Desired.DnsZone(ZONE),
        new Desired.Link(LINK.id(), NETWORK),
        new Desired.Endpoint(REQUEST.privateEndpoint(), REGISTRY),
        new Desired.ZoneGroup(
            ENDPOINT.child("privateDnsZoneGroups", "secureacr-zg"), ZONE, REGISTRY),
        new Desired.IdentityGrant(GRANT, REGISTRY, REQUEST.roleAssignments().get(0)),
        new Desired.Lockdown(REGISTRY, ENDPOINT, ZONE, List.of(LINK)),
        new Desired.Restoration(REGISTRY),
        new Desired.Removal(StepKind.DNS_ZONE, ZONE, REGISTRY));
  }

  static Stream<Object[]> whatStepsTouchBesideTheirResource() {
    ResourceId group = ENDPOINT.child("privateDnsZoneGroups", "secureacr-zg");
    return Stream.of(
        new Object[] {preflight(), NETWORK},
        new Object[] {new Desired.Link(LINK.id(), NETWORK), NETWORK},
        new Object[] {
          new Desired.Endpoint(REQUEST.privateEndpoint(), REGISTRY),
          REQUEST.privateEndpoint().subnet()
        },
        new Object[] {new Desired.ZoneGroup(group, ZONE, REGISTRY), ZONE},
        new Object[] {new Desired.Lockdown(REGISTRY, ENDPOINT, ZONE, List.of(LINK)), ENDPOINT});
  }

  private static Desired preflight() {
    return new Desired.Preflight(
        REGISTRY,
        Optional.empty(),
        REQUEST.virtualNetworks(),
        REQUEST.privateDnsZone(),
        REQUEST.privateEndpoint(),
        REQUEST.roleAssignments());
  }

  private static GuardRails rails(Set<String> roles, String... scopes) {
    return new GuardRails(Arrays.stream(scopes).map(ResourceId::new).toList(), roles);
  }
}
