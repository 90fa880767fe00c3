package dev.moat.engine;

import static dev.moat.engine.ForecastStep.Action.ADOPTED;
import static dev.moat.engine.ForecastStep.Action.CHANGED;
import static dev.moat.engine.ForecastStep.Action.CREATED;
import static dev.moat.engine.ForecastStep.Action.REFUSED;
import static dev.moat.engine.ForecastStep.Action.UNCHANGED;
import static dev.moat.engine.ForecastStep.Action.UNKNOWN;
import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ArmError;
import dev.moat.arm.FakeArm;
import dev.moat.engine.ForecastStep.Action;
import dev.moat.model.Difference;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request would do, step by step; whatever it is, nothing is done. */
class WhatIfTest {

  private static final Difference OPEN =
      new Difference("publicNetworkAccess", "Disabled", "Enabled");

  private final World world = new World();
  private final FakeArm azure = world.azure.resources();

  @AfterEach
  void neither_azure_nor_the_state_was_written() {
    assertThat(azure.writes()).isEmpty();
    assertThat(world.azure.polls()).isEmpty();
    assertThat(azure.logged()).isEmpty();
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void where_there_is_nothing_everything_is_created() {
    Forecast forecast = forecast();

    assertThat(actions(forecast))
        .isEqualTo(
            Map.of(
                PREFLIGHT, UNCHANGED,
                VIRTUAL_NETWORK, CREATED,
                SUBNET, CREATED,
                REGISTRY, CREATED,
                DNS_ZONE, CREATED,
                LINK, CREATED,
                ENDPOINT, CREATED,
                ZONE_GROUP, CREATED,
                IDENTITY_GRANT, CREATED,
                LOCKDOWN, CHANGED));
    assertThat(step(forecast, LOCKDOWN).differences()).containsExactly(OPEN);
    assertThat(step(forecast, LOCKDOWN).note()).get().asString().startsWith("Once the registry is");
    assertThat(forecast.feasible()).isTrue();
    assertThat(forecast.writes()).isEqualTo(9);
    assertThat(forecast.losesAccess()).isEmpty();
    assertThat(forecast.leftInPlace()).isEmpty();
  }

  @Test
  void what_lies_in_what_is_to_be_created_is_not_looked_for() {
    Forecast forecast = forecast();

    assertThat(paths())
        .contains(SampleRequest.ZONE.value(), SampleRequest.ENDPOINT.value())
        .doesNotContain(
            SampleRequest.SUBNET.value(),
            SampleRequest.ZONE + "/virtualNetworkLinks",
            SampleRequest.ENDPOINT + "/privateDnsZoneGroups",
            InPlace.GRANT.value());
    assertThat(step(forecast, SUBNET).note())
        .hasValue("It lies in " + SampleRequest.NETWORK + ", which is to be created.");
  }

  @Test
  void what_others_made_is_adopted_and_the_open_registry_locked() {
    InPlace.in(azure);

    Forecast forecast = forecast();

    assertThat(actions(forecast))
        .isEqualTo(
            Map.of(
                PREFLIGHT, UNCHANGED,
                VIRTUAL_NETWORK, ADOPTED,
                SUBNET, ADOPTED,
                REGISTRY, ADOPTED,
                DNS_ZONE, ADOPTED,
                LINK, ADOPTED,
                ENDPOINT, ADOPTED,
                ZONE_GROUP, ADOPTED,
                IDENTITY_GRANT, ADOPTED,
                LOCKDOWN, CHANGED));
    assertThat(step(forecast, LOCKDOWN).differences()).containsExactly(OPEN);
    assertThat(step(forecast, LOCKDOWN).note()).isEmpty();
    assertThat(forecast.writes()).isEqualTo(1);
  }

  @Test
  void what_moat_made_and_is_as_wanted_is_unchanged() {
    accepted();
    for (StepKind kind : StepKind.values()) {
      world.record(kind, step -> step.createdByMoat(kind != LINK));
    }
    InPlace.in(azure);
    InPlace.registry(azure, "publicNetworkAccess: 'Disabled'");

    Forecast forecast = forecastWithoutCommit();

    assertThat(step(forecast, LINK).action()).isEqualTo(ADOPTED);
    assertThat(actions(forecast).values()).containsOnly(UNCHANGED, ADOPTED);
    assertThat(actions(forecast).values()).filteredOn(ADOPTED::equals).hasSize(1);
    assertThat(forecast.writes()).isZero();
    assertThat(step(forecast, LOCKDOWN).note())
        .hasValue("Public access is off already: nobody loses access.");
    assertThat(forecast.losesAccess()).isEmpty();
  }

  @Test
  void what_differs_is_told_field_by_field() {
    InPlace.in(azure);
    InPlace.subnet(azure, "Enabled", 2);
    azure.with(InPlace.API_RECORD, "{properties: {aRecords: [{ipv4Address: '10.9.9.9'}]}}");

    Forecast forecast = forecast();

    assertThat(step(forecast, SUBNET).action()).isEqualTo(CHANGED);
    assertThat(step(forecast, SUBNET).differences())
        .containsExactly(new Difference("privateEndpointNetworkPolicies", "Disabled", "Enabled"));
    assertThat(step(forecast, ZONE_GROUP).differences())
        .containsExactly(new Difference("A secureacr2021", "10.0.1.5", "10.9.9.9"));
    assertThat(forecast.writes()).isEqualTo(3);
  }

  @Test
  void a_lock_whose_proof_is_not_there_yet_comes_after_it() {
    InPlace.in(azure);
    azure.without(SampleRequest.ENDPOINT).without(SampleRequest.ZONE_GROUP);

    Forecast forecast = forecast();

    assertThat(step(forecast, ENDPOINT).action()).isEqualTo(CREATED);
    assertThat(step(forecast, LOCKDOWN).action()).isEqualTo(CHANGED);
    assertThat(step(forecast, LOCKDOWN).differences()).containsExactly(OPEN);
    assertThat(step(forecast, LOCKDOWN).note())
        .get()
        .asString()
        .startsWith("After the private path is proved.")
        .contains("has no network interface");
    assertThat(forecast.writes()).isEqualTo(3);
  }

  @Test
  void what_is_there_under_another_name_is_adopted_and_its_name_told() {
    InPlace.in(azure);
    azure
        .without(SampleRequest.LINK)
        .with(
            SampleRequest.ZONE.child("virtualNetworkLinks", "theirs"),
            "{properties: {virtualNetworkLinkState: 'Completed', virtualNetwork: {id: '%s'}}}"
                .formatted(SampleRequest.NETWORK));

    ForecastStep link = step(forecast(), LINK);

    assertThat(link.action()).isEqualTo(ADOPTED);
    assertThat(link.note())
        .hasValue("It is there as " + SampleRequest.ZONE + "/virtualNetworkLinks/theirs.");
  }

  @Test
  void behind_a_preflight_that_is_refused_nothing_would_be_written() {
    azure.with(SampleRequest.REGISTRY, "{sku: {name: 'Basic'}, properties: {}}");

    Forecast forecast = forecast();

    assertThat(step(forecast, PREFLIGHT).action()).isEqualTo(REFUSED);
    assertThat(step(forecast, REGISTRY).error())
        .map(StepError::code)
        .hasValue("RegistryNotPremium");
    assertThat(step(forecast, SUBNET).action()).isEqualTo(CREATED);
    assertThat(step(forecast, SUBNET).note()).get().asString().endsWith("It waits for preflight.");
    assertThat(step(forecast, ENDPOINT).note()).hasValue("It waits for preflight, registry.");
    assertThat(forecast.feasible()).isFalse();
    assertThat(forecast.writes()).isZero();
  }

  @Test
  void an_endpoint_that_was_rejected_is_not_replaced_by_a_new_request() {
    accepted();
    world.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", "guid-1")));
    InPlace.in(azure);
    azure
        .body(SampleRequest.ENDPOINT)
        .withObject("/properties")
        .put("resourceGuid", "guid-1")
        .withArray("privateLinkServiceConnections")
        .get(0)
        .withObject("/properties/privateLinkServiceConnectionState")
        .put("status", "Rejected");

    ForecastStep endpoint = step(forecastWithoutCommit(), ENDPOINT);

    assertThat(endpoint.action()).isEqualTo(REFUSED);
    assertThat(endpoint.error()).map(StepError::code).hasValue("EndpointConnectionRejected");
    assertThat(endpoint.differences()).hasSize(1);
  }

  @Test
  void what_may_not_be_read_is_unknown_and_the_others_are_told() {
    InPlace.in(azure);
    azure.refuse(SampleRequest.SUBNET.value(), FakeArm.error(403, "AuthorizationFailed"));

    Forecast forecast = forecast();

    ForecastStep subnet = step(forecast, SUBNET);
    assertThat(subnet.action()).isEqualTo(UNKNOWN);
    assertThat(subnet.error())
        .hasValueSatisfying(
            error -> {
              assertThat(error.code()).isEqualTo("AuthorizationFailed");
              assertThat(error.message()).contains(SampleRequest.SUBNET.value());
              assertThat(error.advice()).contains("permission");
            });
    assertThat(actions(forecast).values()).filteredOn(UNKNOWN::equals).hasSize(1);
    assertThat(forecast.addresses().free()).isEmpty();
    assertThat(forecast.feasible()).isTrue();
  }

  @Test
  void a_subscription_that_throttles_is_asked_once() {
    InPlace.in(azure);
    ArmError throttled =
        new ArmError(
            429, "TooManyRequests", "slower", List.of(), Optional.of(Duration.ofSeconds(17)));
    azure.refuse(SampleRequest.REGISTRY.value(), throttled);

    Forecast forecast = forecast();

    assertThat(actions(forecast).values()).containsOnly(UNKNOWN);
    assertThat(step(forecast, LINK).error())
        .map(StepError::advice)
        .hasValue("Ask for the plan again in 17 seconds.");
    assertThat(forecast.calls()).isEqualTo(new Forecast.Calls(1, 0));
    assertThat(forecast.losesAccess())
        .singleElement()
        .extracting("why")
        .asString()
        .contains("could not be read");
  }

  @Test
  void what_azure_is_changing_is_unknown_until_it_is_done() {
    InPlace.in(azure);
    azure.body(SampleRequest.SUBNET).withObject("/properties").put("provisioningState", "Updating");

    ForecastStep subnet = step(forecast(), SUBNET);

    assertThat(subnet.action()).isEqualTo(UNKNOWN);
    assertThat(subnet.error()).map(StepError::code).hasValue("InProgress");
  }

  @Test
  void nothing_is_read_twice() {
    InPlace.in(azure);

    Forecast forecast = forecast();

    assertThat(azure.reads()).doesNotHaveDuplicates().hasSize((int) forecast.calls().reads());
    assertThat(forecast.calls().reads()).isEqualTo(14);
  }

  @Test
  void what_the_request_no_longer_has_is_left_in_place() {
    accepted();

    Forecast forecast = forecastWithoutCommit(withoutRoles());

    assertThat(forecast.leftInPlace()).containsExactly(World.name(IDENTITY_GRANT));
    assertThat(forecast.steps()).extracting(ForecastStep::kind).doesNotContain(IDENTITY_GRANT);
  }

  @Test
  void of_what_earlier_requests_had_only_what_moat_made_is_left_in_place() {
    accepted();
    world.ended(StepStatus.NOT_PLANNED, IDENTITY_GRANT);
    assertThat(forecastWithoutCommit(withoutRoles()).leftInPlace()).isEmpty();

    world.record(IDENTITY_GRANT, step -> step.createdByMoat(true));
    assertThat(forecastWithoutCommit(withoutRoles()).leftInPlace()).hasSize(1);
  }

  /** Before anybody asked for the setup; so there is nothing to be recorded either. */
  private Forecast forecast() {
    Forecast forecast = forecastWithoutCommit();
    assertThat(world.store.setups()).isEmpty();
    return forecast;
  }

  private Forecast forecastWithoutCommit() {
    return forecastWithoutCommit(SampleRequest.REQUEST);
  }

  private Forecast forecastWithoutCommit(SetupRequest request) {
    world.store.around(
        new WriteHook() {
          @Override
          public void before(Write write) {
            throw new AssertionError("The forecast wrote: " + write);
          }
        });
    Forecast forecast = new WhatIf(world.store, world.azure).of(request);
    world.store.around(new WriteHook() {});
    return forecast;
  }

  private void accepted() {
    world.take(SampleRequest.TEXT);
    world.queues.take();
  }

  private static SetupRequest withoutRoles() {
    String text = SampleRequest.TEXT.replaceAll("(?s)\"roleAssignments\": \\[.*?],", "");
    return ((ParseResult.Accepted) new RequestParser().parse(text)).request();
  }

  private HashSet<String> paths() {
    return azure.calls().stream()
        .map(FakeArm.Call::path)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<StepKind, Action> actions(Forecast forecast) {
    return forecast.steps().stream()
        .collect(Collectors.toMap(ForecastStep::kind, ForecastStep::action));
  }

  private static ForecastStep step(Forecast forecast, StepKind kind) {
    return forecast.steps().stream().filter(step -> step.kind() == kind).findFirst().orElseThrow();
  }
}
