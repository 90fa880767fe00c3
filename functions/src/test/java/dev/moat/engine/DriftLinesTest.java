package dev.moat.engine;

import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a drift is written to the log: once, and only when it is on record. */
class DriftLinesTest {

  private final Logger log = Logger.getLogger(DriftLog.class.getName());
  private final List<String> lines = new ArrayList<>();
  private final Handler handler = new Lines();

  @BeforeEach
  void listen() {
    log.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    log.removeHandler(handler);
  }

  @Test
  void a_drift_that_is_repaired_is_one_line_however_many_turns_that_takes() {
    World world = World.inWhichIsChecked(SUBNET);

    world.run(SUBNET);
    world.run(SUBNET);

    assertThat(lines).singleElement().asString().contains("\"response\":\"REPAIRED\"");
  }

  @Test
  void a_drift_that_is_left_is_one_line() {
    World world = reporting();

    world.run(SUBNET);

    assertThat(lines).singleElement().asString().contains("\"response\":\"REPORTED\"");
  }

  @Test
  void a_drift_that_waits_is_one_line_however_often_it_is_looked_at() {
    World world = World.inWhichIsChecked(LOCKDOWN);
    world
        .azure
        .resources()
        .with(SampleRequest.REGISTRY, "{properties: {publicNetworkAccess: 'Enabled'}}");

    world.run(LOCKDOWN);
    world.run(LOCKDOWN);

    assertThat(lines).singleElement().asString().contains("\"step\":\"lockdown\"");
  }

  @Test
  void a_drift_that_waits_for_another_setup_is_one_line_however_often_it_is_looked_at() {
    World world = World.inWhichIsChecked(SUBNET);
    Instant now = world.clock.instant();
    world.store.acquire(SampleRequest.NETWORK, "another", now, now.plusSeconds(60));
    world.run(SUBNET);
    world.run(SUBNET);
    world.pass(Duration.ofSeconds(61));

    world.run(SUBNET);

    assertThat(lines).singleElement().asString().contains("\"response\":\"REPAIRED\"");
  }

  @Test
  void who_caused_a_drift_is_a_line_of_its_own_when_the_event_comes_late() {
    World world = World.inWhichAllIsInPlace();
    opened(world);
    world.sweep();
    world.settle();
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.REGISTRY, world.clock.instant()));
    world.pass(Duration.ofMinutes(1));

    world.check();
    world.settle();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"event\":\"Drift\"").doesNotContain("mallory");
    assertThat(lines.get(1))
        .contains("\"event\":\"DriftExplained\"", "mallory@contoso.com")
        .doesNotContain("\"event\":\"Drift\"");
  }

  @Test
  void who_caused_a_contest_is_a_line_of_its_own_when_the_event_comes_late() {
    World world = World.inWhichAllIsInPlace();
    opened(world);
    world.azure.afterWrite(() -> opened(world));
    world.sweep();
    world.settle();
    lines.clear();
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.REGISTRY, world.clock.instant()));

    world.check();
    world.settle();

    assertThat(lines)
        .singleElement()
        .asString()
        .contains("\"event\":\"DriftExplained\"", "\"response\":\"CONTESTED\"", "mallory");
  }

  @Test
  void a_worker_that_came_too_late_to_explain_a_drift_writes_no_line() {
    World world = World.inWhichIsChecked(SUBNET);
    world.run(SUBNET);
    world.run(SUBNET);
    world.pass(Duration.ofMinutes(1));
    world.tell("subnet/end");
    world.pending(SUBNET);
    world.checking();
    world.tell("check/again");
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.deleted(SampleRequest.SUBNET))));
    world.azure.afterNextRead(() -> world.record(SUBNET, step -> step.waitingFor("another")));
    lines.clear();

    world.run(SUBNET);

    assertThat(lines).isEmpty();
  }

  @Test
  void a_worker_that_came_too_late_to_record_a_drift_writes_no_line() {
    World world = reporting();
    world.azure.afterNextRead(() -> world.record(SUBNET, step -> step.waitingFor("another")));

    world.run(SUBNET);

    assertThat(lines).isEmpty();
  }

  @Test
  void a_worker_that_came_too_late_to_repair_a_drift_writes_no_line() {
    World world = World.inWhichIsChecked(SUBNET);
    world.azure.afterNextRead(() -> world.record(SUBNET, step -> step.waitingFor("another")));

    world.run(SUBNET);

    assertThat(lines).isEmpty();
  }

  private static void opened(World world) {
    world
        .azure
        .resources()
        .body(SampleRequest.REGISTRY)
        .withObject("/properties")
        .put("publicNetworkAccess", "Enabled");
  }

  private static World reporting() {
    World world = World.inWhichIsChecked(SUBNET);
    world.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
    return world;
  }

  /** Keeps what is logged. */
  private final class Lines extends Handler {

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
