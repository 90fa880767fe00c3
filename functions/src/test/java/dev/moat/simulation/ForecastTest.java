package dev.moat.simulation;

import static dev.moat.engine.ForecastStep.Action.ADOPTED;
import static dev.moat.engine.ForecastStep.Action.CHANGED;
import static dev.moat.engine.ForecastStep.Action.CREATED;
import static dev.moat.engine.ForecastStep.Action.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.FakeArm;
import dev.moat.engine.Forecast;
import dev.moat.engine.ForecastStep.Action;
import dev.moat.engine.WhatIf;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.model.Intent;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.step.AccessLoss;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is forecast is what the whole of Moat then does in the local Azure, no more and no less. */
class ForecastTest {

  private static final Caller SOMEBODY = new Caller("alice", "portal");
  private static final String REGISTRY_VERSION = "?api-version=2025-11-01";
  private static final String TASKS_VERSION = "?api-version=2019-06-01-preview";
  private static final String NETWORK_VERSION = "?api-version=2025-03-01";

  /** Seeds of worlds in which two registries share a network and nobody undoes anything. */
  static LongStream seeds() {
    return LongStream.iterate(1, seed -> seed + 1).filter(ForecastTest::isOfUse).limit(4);
  }

  private static boolean isOfUse(long seed) {
    SimulatedWorld world = new SimulatedWorld(seed);
    return !world.withDrift && world.requests.size() > 1;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_forecast_is_done(long seed) {
    SimulatedWorld world = new SimulatedWorld(seed);
    world.chaos.calmDown();
    SetupRequest first = world.requests.get(0);
    SetupRequest second = world.requests.get(1);

    assertThat(actions(foretold(world, first)).values()).filteredOn(ADOPTED::equals).isEmpty();

    Map<StepName, Action> shared = actions(foretold(world, second));
    assertThat(shared)
        .containsEntry(StepName.of(StepKind.DNS_ZONE), ADOPTED)
        .containsEntry(StepName.of(StepKind.REGISTRY), CREATED);

    undo(world, first);
    SetupRequest again = RandomRequests.again(first, "again");
    Forecast repair = foretold(world, again);
    assertThat(actions(repair))
        .containsEntry(StepName.of(StepKind.ZONE_GROUP), CREATED)
        .containsEntry(StepName.of(StepKind.LOCKDOWN), CHANGED)
        .containsEntry(StepName.of(StepKind.ENDPOINT), UNCHANGED);
    assertThat(repair.writes()).isEqualTo(2);
    assertThat(repair.losesAccess()).extracting(AccessLoss::who).contains("The task 'nightly'");

    Forecast nothing = forecast(world, RandomRequests.again(first, "once-more"));
    assertThat(actions(nothing).values()).containsOnly(UNCHANGED);
    assertThat(nothing.writes()).isZero();
    assertThat(nothing.addresses().needed()).isZero();
  }

  /** Foretells what the request does, lets it be done, and compares. */
  private static Forecast foretold(SimulatedWorld world, SetupRequest request) {
    Forecast forecast = forecast(world, request);
    Course course = new Course(world);
    course.post(request);
    course.runToTheEnd();
    SetupState state = world.state(request.setupId());
    assertThat(state.setup().value().request().requestId()).isEqualTo(request.requestId());
    assertThat(writtenBy(forecast)).isEqualTo(writtenIn(state));
    assertThat(forecast.writes())
        .isEqualTo(state.records().stream().mapToInt(StepRecord::attempt).sum());
    assertThat(forecast.feasible()).isTrue();
    return forecast;
  }

  private static Forecast forecast(SimulatedWorld world, SetupRequest request) {
    int writes = world.watch.writes();
    Forecast forecast = new WhatIf(world.store, world.arm()).of(request);
    assertThat(world.watch.writes()).isEqualTo(writes);
    return forecast;
  }

  private static Map<StepName, Intent> writtenBy(Forecast forecast) {
    Map<StepName, Intent> intents = new TreeMap<>();
    forecast.steps().forEach(step -> intents.put(step.name(), intent(step.action())));
    return intents;
  }

  private static Intent intent(Action action) {
    return switch (action) {
      case CREATED -> Intent.CREATE;
      case CHANGED -> Intent.UPDATE;
      case ADOPTED, UNCHANGED -> Intent.NONE;
      case REFUSED, UNKNOWN -> throw new AssertionError(action);
    };
  }

  private static Map<StepName, Intent> writtenIn(SetupState state) {
    Map<StepName, Intent> intents = new TreeMap<>();
    state.records().forEach(step -> intents.put(step.name(), written(step)));
    return intents;
  }

  /** The lock is guarded from generation to generation: what it writes then is a repair. */
  private static Intent written(StepRecord step) {
    boolean repaired =
        step.name().kind() == StepKind.LOCKDOWN && step.attempt() > 0 && !step.drifts().isEmpty();
    return repaired ? Intent.UPDATE : step.intent();
  }

  private static Map<StepName, Action> actions(Forecast forecast) {
    Map<StepName, Action> actions = new TreeMap<>();
    forecast.steps().forEach(step -> actions.put(step.name(), step.action()));
    return actions;
  }

  private static void undo(SimulatedWorld world, SetupRequest request) {
    ResourceId registry = request.registry().id();
    ResourceId group =
        request
            .privateEndpoint()
            .id()
            .child("privateDnsZoneGroups", request.privateEndpoint().zoneGroupName());
    somebody(world, "DELETE", group + NETWORK_VERSION, null);
    somebody(
        world,
        "PATCH",
        registry + REGISTRY_VERSION,
        "{properties: {publicNetworkAccess: 'Enabled'}}");
    somebody(
        world,
        "PUT",
        registry + "/tasks/nightly" + TASKS_VERSION,
        "{location: 'westcentralus', properties: {}}");
    world.clock.advance(Duration.ofMinutes(15));
    world.azure.advance();
  }

  private static void somebody(
      SimulatedWorld world, String method, String path, @Nullable String body) {
    JsonNode sent = body == null ? null : FakeArm.json(body);
    ArmReply reply = world.azure.handle(new ArmRequest(method, path, Map.of(), sent, SOMEBODY));
    assertThat(reply.status()).as(method + " " + path).isBetween(200, 299);
  }
}
