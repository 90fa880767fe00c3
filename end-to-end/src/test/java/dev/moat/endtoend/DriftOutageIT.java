package dev.moat.endtoend;

import static dev.moat.endtoend.Scenario.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.launch.LocalProcess;
import dev.moat.model.Difference;
import dev.moat.model.StepKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The app is away when Azure changes, or cannot read what it is told. In order, because the last
 * one leaves an event that Event Grid tries to deliver for long.
 */
@Tag(MoatExtension.NEEDS_LOCAL_SERVICE_BUS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftOutageIT {

  @RegisterExtension
  static final MoatExtension MOAT = MoatExtension.instant().withShortBursts().withShortLocks();

  private static final Difference OPEN =
      new Difference("publicNetworkAccess", "Disabled", "Enabled");

  @Test
  @Order(1)
  void change_that_was_made_while_the_app_was_dead_is_repaired_once_it_lives() {
    SampleRequest request = finished("dead");
    Scenario scenario = Scenario.on(MOAT, request);
    LocalProcess host = MOAT.moat().azure().functions();

    host.kill();
    PersonsChange change;
    try {
      change = Person.alice(MOAT.arm()).openToThePublic(request.registry());
      awaitRetries(2);
    } finally {
      host.start();
    }
    scenario.awaitRepaired();

    scenario
        .assertRepairedBy(write("PATCH", request.registry()))
        .assertTold(StepKind.LOCKDOWN, change, OPEN);
  }

  @Test
  @Order(2)
  void app_that_dies_while_events_arrive_repairs_all_of_it_afterwards() {
    SampleRequest request = finished("dying");
    Scenario scenario = Scenario.on(MOAT, request);
    LocalProcess host = MOAT.moat().azure().functions();
    long events = MOAT.invocations("DriftEvent");

    Person alice = Person.alice(MOAT.arm());
    MOAT.arm().disturbEvents("{\"storm\": 40}");
    PersonsChange change = alice.openToThePublic(request.registry());
    alice.leadTo(request.record(), "10.9.9.9");
    MOAT.arm().disturbEvents("{\"storm\": 1}");
    Await.until(
        "the first events",
        Duration.ofSeconds(30),
        () -> MOAT.invocations("DriftEvent") > events ? Optional.of(true) : Optional.empty(),
        () -> MOAT.arm().eventCounts().toString());
    host.kill();
    host.start();
    scenario.awaitRepaired();

    scenario.assertTold(StepKind.LOCKDOWN, change, OPEN);
    assertThat(scenario.writes())
        .containsOnly(write("PATCH", request.registry()), write("PUT", request.record()));
    assertThat(scenario.writes()).doesNotHaveDuplicates();
  }

  @Test
  @Order(3)
  void event_that_cannot_be_read_is_kept_by_event_grid() {
    long retried = retries();

    MOAT.arm()
        .raiseEvents(
            """
            [{"subject": "%s/resourceGroups/",
              "operationName": "Microsoft.Network/virtualNetworks/write"}]
            """
                .formatted(SampleRequest.SUBSCRIPTION));

    awaitRetries(retried + 2);
    assertThat(MOAT.arm().eventCounts().path("pending").asInt()).isOne();
    assertThat(MOAT.arm().eventCounts().path("dropped").asInt()).isZero();
  }

  private static SampleRequest finished(String group) {
    SampleRequest request = SampleRequest.fresh(group);
    MOAT.post(request).awaitSuccess(1);
    return request;
  }

  private static void awaitRetries(long least) {
    Await.until(
        least + " retries",
        Duration.ofSeconds(30),
        () -> retries() >= least ? Optional.of(true) : Optional.empty(),
        () -> MOAT.arm().eventCounts().toString());
  }

  private static long retries() {
    return MOAT.arm().eventCounts().path("retried").asLong();
  }
}
