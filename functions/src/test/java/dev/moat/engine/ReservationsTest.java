package dev.moat.engine;

import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.arm.OperationStatus;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A network takes one write at a time: whoever writes to it has it reserved. */
class ReservationsTest {

  private static final String OTHER = "another-setup/subnet.other";
  private static final Duration NEXT_LOOK = Duration.ofSeconds(2);

  @Test
  void what_another_setup_writes_is_neither_read_nor_written() {
    World world = World.inWhichIsCalled(SUBNET);
    world.record(PREFLIGHT, step -> step.outputs(Map.of("absent", SampleRequest.SUBNET.value())));
    otherReserves(world);

    world.run(SUBNET);

    world
        .assertThatStep(SUBNET)
        .waitsFor("another step that is writing to secureacr-vnet")
        .isCalledAgainIn(NEXT_LOOK)
        .hasSpentAttempts(0);
    assertThat(world.azure.calls()).isZero();
  }

  @Test
  void a_step_that_is_called_again_does_not_look_either_before_it_can_write() {
    World world = World.inWhichIsCalled(SUBNET);
    world.record(SUBNET, step -> step.status(StepStatus.PARKED).turn(2));
    otherReserves(world);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("another step");
    assertThat(world.azure.calls()).isZero();
  }

  @Test
  void what_needs_no_change_needs_no_reservation() {
    World world = World.inWhichIsCalled(SUBNET);
    withSubnet(world);
    otherReserves(world);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing();
  }

  @Test
  void what_came_into_being_before_it_was_reserved_is_not_written() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.afterNextRead(() -> withSubnet(world));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing().hasSpentAttempts(0).wasNotMadeByMoat();
    assertThat(world.reasons()).startsWith("SubnetFound");
  }

  @Test
  void the_resource_is_reserved_while_it_is_written() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.beforeWrite(() -> assertThat(isReserved(world)).isTrue());

    world.run(SUBNET);

    world.assertThatStep(SUBNET).wroteOnce();
  }

  @Test
  void the_reservation_is_kept_while_azure_works() {
    World world = World.inWhichAzureWorksOn(SUBNET);

    assertThat(isReserved(world)).isTrue();
  }

  @Test
  void each_turn_prolongs_the_reservation() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationIs(new OperationStatus.Running(Optional.empty()));
    world.pass(Reservation.LEASE.minusSeconds(1));

    world.run(SUBNET);
    world.pass(Reservation.LEASE.minusSeconds(1));

    assertThat(isReserved(world)).isTrue();
  }

  @Test
  void a_worker_that_came_too_late_gives_nothing_back() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.takesTime();
    world.azure.afterNextRead(() -> world.run(SUBNET));

    world.run(SUBNET);

    assertThat(world.step(SUBNET).operation()).isPresent();
    assertThat(isReserved(world)).isTrue();
  }

  @Test
  void the_reservation_is_given_back_when_the_step_is_done() {
    World world = World.inWhichAzureWorksOn(SUBNET);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone();
    assertThat(isReserved(world)).isFalse();
  }

  @Test
  void the_reservation_is_given_back_when_the_step_fails() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationFails("NetcfgInvalidSubnet");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("NetcfgInvalidSubnet");
    assertThat(isReserved(world)).isFalse();
  }

  @Test
  void the_reservation_is_given_back_when_azure_refuses_for_now() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.refusesWrites(FakeArm.error(409, "AnotherOperationInProgress"));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("another operation").hasSpentAttempts(0);
    assertThat(isReserved(world)).isFalse();
  }

  @Test
  void the_reservation_outlives_a_crash_for_a_while_only() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.pass(Reservation.LEASE);

    assertThat(isReserved(world)).isFalse();
  }

  /** Whether another setup finds it reserved; if not, it has it from now on. */
  private static boolean isReserved(World world) {
    Instant now = world.clock.instant();
    return world.store.acquire(SampleRequest.NETWORK, OTHER, now, now.plusSeconds(60)).isPresent();
  }

  private static void otherReserves(World world) {
    assertThat(isReserved(world)).isFalse();
  }

  private static void withSubnet(World world) {
    world
        .azure
        .resources()
        .with(
            SampleRequest.SUBNET,
            "{properties: {addressPrefix: '10.0.1.0/24', privateEndpointNetworkPolicies: 'Disabled'}}");
  }
}
