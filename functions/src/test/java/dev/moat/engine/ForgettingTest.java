package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Actor;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.MadeAs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A notice that is forgotten leaves behind what it told of whose the resources are: what others
 * deleted and made again is theirs, and no teardown removes it.
 */
class ForgettingTest {

  private final World world = Made.byMoat();

  @BeforeEach
  void ended_as_creations_end() {
    Made.KINDS.forEach(kind -> world.record(kind, step -> step.intent(Intent.CREATE)));
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      names = {"SUBNET", "DNS_ZONE", "LINK", "ZONE_GROUP", "IDENTITY_GRANT"})
  void what_others_made_again_of_what_is_ignored_is_theirs(StepKind kind) {
    world.policy(new DriftPolicy(OnDrift.IGNORE, Map.of(), false));
    madeAgain(kind);

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(world.queues.sent()).isEmpty();
    assertThatItStaysInATeardown(kind);
  }

  @Test
  void what_others_made_again_of_what_is_contested_is_theirs() {
    world.record(LINK, step -> step.status(StepStatus.CONTESTED));
    madeAgain(LINK);

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    assertThatItStaysInATeardown(LINK);
  }

  @Test
  void what_others_made_again_of_what_never_was_as_asked_is_theirs() {
    world.record(LINK, step -> step.status(StepStatus.FAILED).notKept());
    madeAgain(LINK);

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    assertThatItStaysInATeardown(LINK);
  }

  @Test
  void what_others_made_again_before_a_new_generation_is_theirs() {
    madeAgain(LINK);

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.state().noticed()).isEmpty();
    world.assertThatStep(LINK).wasNotMadeByMoat();
    world.assertThatStep(DNS_ZONE).wasMadeByMoat();
    assertThatItStaysInATeardown(LINK);
  }

  @Test
  void what_a_step_is_being_checked_for_is_known_to_a_new_generation() {
    world.record(LINK, step -> step.suspects(List.of(Mallory.deleted(SampleRequest.LINK))));

    world.take(SampleRequest.again("secureacr-2"));

    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void what_others_made_again_of_what_is_asked_for_no_more_is_theirs() {
    world.take(SampleRequest.withoutRoles("secureacr-2"));
    madeAgain(IDENTITY_GRANT);

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.step(IDENTITY_GRANT).status()).isEqualTo(StepStatus.NOT_PLANNED);
    assertThatItStaysInATeardown(IDENTITY_GRANT);
  }

  @Test
  void what_others_made_again_of_what_was_left_behind_is_theirs_in_the_next_generation() {
    world.take(SampleRequest.withoutRoles("secureacr-2"));
    madeAgain(IDENTITY_GRANT);

    world.take(SampleRequest.withoutRoles("secureacr-3"));

    assertThat(world.state().noticed()).isEmpty();
    assertThatItStaysInATeardown(IDENTITY_GRANT);
  }

  @Test
  void a_deletion_that_takes_more_than_fits_into_one_transaction_takes_it_all() {
    leaveManyRolesBehind();
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.REGISTRY));

    world.check();

    assertThat(rolesOfMoat()).isZero();
    assertThat(world.state().noticed()).isEmpty();
  }

  @Test
  void what_a_new_generation_has_no_room_to_record_is_not_forgotten() {
    leaveManyRolesBehind();
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.REGISTRY));

    world.take(SampleRequest.again("secureacr-2"));
    assertThat(rolesOfMoat()).isPositive();
    assertThat(world.state().noticed()).hasSize(1);
    world.check();

    assertThat(rolesOfMoat()).isZero();
    assertThat(world.state().noticed()).isEmpty();
  }

  @Test
  void more_changes_than_a_step_suspects_hide_no_deletion() {
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));
    for (int i = 1; i <= 9; i++) {
      Actor actor = new Actor(Optional.of("actor " + i), Optional.empty(), Optional.empty());
      world.store.notice(
          World.SETUP,
          new ResourceChange(
              SampleRequest.LINK, "Microsoft.X/y/write", actor, "c", Mallory.ONE.plusSeconds(i)));
    }
    linkIsInPlace();

    world.check();
    world.settleUntil(LINK);
    world.run(LINK);

    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.SUCCEEDED);
    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void what_moat_finds_gone_and_makes_again_is_moats_all_the_same() {
    World checked = World.inWhichAllIsKept();
    checked.record(LINK, step -> step.createdByMoat(true));
    checked.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));
    checked.pass(Duration.ofHours(2));

    checked.check();
    checked.settleUntil(LINK);
    checked.run(LINK);
    checked.store.notice(World.SETUP, Mallory.deleted(SampleRequest.ZONE));
    checked.take(SampleRequest.again("secureacr-2"));
    checked.assertThatStep(LINK).wasMadeByMoat();
  }

  @Test
  void a_deletion_before_moat_made_it_takes_nothing() {
    world.record(
        LINK,
        step -> MadeAs.begun(step, Mallory.ONE).createdByMoat(true).status(StepStatus.CONTESTED));
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    world.assertThatStep(LINK).wasMadeByMoat();
  }

  @Test
  void where_azure_gives_an_identity_that_tells_and_the_notice_is_forgotten() {
    world.policy(new DriftPolicy(OnDrift.IGNORE, Map.of(), false));
    world.record(ENDPOINT, step -> step.outputs(Map.of("madeAs", "guid-1")));
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.ENDPOINT));

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    world.assertThatStep(ENDPOINT).wasMadeByMoat();
    world.assertThatStep(ZONE_GROUP).wasNotMadeByMoat();
  }

  @Test
  void what_is_being_made_is_decided_when_that_has_ended() {
    World making = World.inWhichIsCalled(LINK);
    making.policy(new DriftPolicy(OnDrift.IGNORE, Map.of(), false));
    making.record(LINK, step -> step.status(StepStatus.PARKED).intent(Intent.CREATE));
    making.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));

    making.check();
    assertThat(making.state().noticed()).hasSize(1);
    assertThat(making.step(LINK).intent()).isEqualTo(Intent.CREATE);
    making.record(LINK, step -> step.status(StepStatus.SUCCEEDED).createdByMoat(true));
    making.check();

    assertThat(making.state().noticed()).isEmpty();
    making.assertThatStep(LINK).wasNotMadeByMoat();
  }

  private void madeAgain(StepKind kind) {
    ResourceId resource = Made.resource(kind);
    world.store.notice(World.SETUP, Mallory.deleted(resource));
    world.store.notice(World.SETUP, Mallory.wrote(resource, Mallory.ONE.plusSeconds(7)));
  }

  private void assertThatItStaysInATeardown(StepKind kind) {
    world.assertThatStep(kind).wasNotMadeByMoat();
    world.tearsDown(false);
    world.settle();

    assertThat(Made.writes(world)).doesNotContain("DELETE " + Made.resource(kind).name());
  }

  private void linkIsInPlace() {
    world
        .azure
        .resources()
        .with(
            SampleRequest.LINK,
            """
            {properties: {provisioningState: 'Succeeded', virtualNetworkLinkState: 'Completed',
             registrationEnabled: false, virtualNetwork: {id: '%s'}}}
            """
                .formatted(SampleRequest.NETWORK));
  }

  private void leaveManyRolesBehind() {
    for (int i = 1; i <= 20; i++) {
      world.take(SampleRequest.withRoles("secureacr-roles-" + i, i));
      world.state().records().stream()
          .filter(step -> step.name().kind() == IDENTITY_GRANT)
          .filter(step -> step.status() == StepStatus.PENDING)
          .map(StepRecord::name)
          .forEach(name -> world.record(name, step -> step.createdByMoat(true)));
    }
  }

  private long rolesOfMoat() {
    return world.state().records().stream()
        .filter(step -> step.name().kind() == IDENTITY_GRANT && step.createdByMoat())
        .count();
  }
}
