package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepStatus;
import dev.moat.step.MadeAs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays Moat's and what does not, when others delete and make things. */
class OwnershipTest {

  private static final String OF_THE_LINK =
      """
      {properties: {provisioningState: 'Succeeded', virtualNetworkLinkState: '%s',
       registrationEnabled: %s, virtualNetwork: {id: '%s'}}}
      """;

  private final World world = World.inWhichIsChecked(LINK);

  @Test
  void what_moat_made_and_nobody_deleted_stays_moats() {
    made(Mallory.wrote(SampleRequest.LINK));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasMadeByMoat();
  }

  @Test
  void what_others_deleted_and_made_again_is_not_moats() {
    made(Mallory.deleted(SampleRequest.LINK), Mallory.wrote(SampleRequest.LINK));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasNotMadeByMoat();
  }

  @Test
  void what_went_with_all_around_it_and_was_made_again_is_not_moats() {
    made(Mallory.deleted(SampleRequest.ZONE));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void what_was_not_moved_out_of_the_group_with_others_stays_moats() {
    made(Mallory.movedOutOf(SampleRequest.GROUP));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasMadeByMoat();
  }

  @Test
  void what_others_made_again_differently_is_not_moats_when_it_is_put_right() {
    made(Mallory.deleted(SampleRequest.LINK));
    world.azure.resources().with(SampleRequest.LINK, link("Completed", true));

    world.run(LINK);
    world.azure.resources().with(SampleRequest.LINK, link("Completed", false));
    world.queues.take();
    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasNotMadeByMoat().hasSpentAttempts(1);
  }

  @Test
  void what_moat_finds_gone_and_makes_again_stays_moats() {
    made(Mallory.deleted(SampleRequest.LINK));

    world.run(LINK);
    linkIsThere();
    world.queues.take();
    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasMadeByMoat();
  }

  @Test
  void an_event_that_comes_after_moat_made_it_again_takes_nothing_away() {
    Instant found = Mallory.ONE.plusSeconds(60);
    world.record(LINK, step -> step.drifts(List.of(gone(found, Drift.Response.REPAIRED))));
    made(Mallory.deleted(SampleRequest.LINK));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasMadeByMoat();
  }

  @Test
  void a_deletion_after_moat_made_it_again_does() {
    Instant found = Mallory.ONE.minusSeconds(60);
    world.record(LINK, step -> step.drifts(List.of(gone(found, Drift.Response.REPAIRED))));
    made(Mallory.deleted(SampleRequest.LINK));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void an_event_of_what_was_there_before_moat_made_it_takes_nothing_away() {
    world.record(LINK, step -> MadeAs.begun(step, Mallory.ONE));
    made(Mallory.deleted(SampleRequest.ZONE));
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasMadeByMoat();
  }

  @Test
  void what_is_made_again_has_another_identity() {
    World endpoint = World.inWhichIsChecked(ENDPOINT);
    endpoint.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", "guid-1")));
    endpoint.azure.takesTime();

    endpoint.run(ENDPOINT);

    assertThat(endpoint.step(ENDPOINT).intent()).isEqualTo(Intent.CREATE);
    assertThat(endpoint.step(ENDPOINT).outputs()).doesNotContainValue("guid-1");
  }

  @Test
  void what_is_gone_and_that_azure_refuses_to_make_again_is_not_moats() {
    made(Mallory.deleted(SampleRequest.LINK));
    world.azure.refusesWrites(FakeArm.error(403, "AuthorizationFailed"));

    world.run(LINK);

    world.assertThatStep(LINK).hasFailedWith("AuthorizationFailed").wasNotMadeByMoat();
  }

  @Test
  void moat_remembers_since_when_it_makes_something() {
    world.run(LINK);

    assertThat(MadeAs.wasBefore(world.clock.instant(), outputs())).isTrue();
    assertThat(MadeAs.wasBefore(world.clock.instant().plusMillis(1), outputs())).isFalse();
  }

  private Map<String, String> outputs() {
    return world.step(LINK).outputs();
  }

  @Test
  void what_is_gone_and_stays_so_is_nobodys() {
    world.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
    made(Mallory.deleted(SampleRequest.LINK));

    world.run(LINK);

    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.DRIFTED);
    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void what_was_taken_away_ten_times_while_moat_made_it_is_nobodys_for_good() {
    Drift repaired = gone(world.clock.instant(), Drift.Response.REPAIRED);
    world.record(
        LINK,
        step ->
            step.intent(Intent.CREATE)
                .attempt(10)
                .inVain(9)
                .differing(1)
                .drifts(List.of(repaired)));

    world.run(LINK);
    world.pending(LINK);

    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void what_was_made_again_and_stands_in_the_way_is_not_moats() {
    made(Mallory.deleted(SampleRequest.LINK));
    world
        .azure
        .resources()
        .with(SampleRequest.LINK, "{properties: {virtualNetwork: {id: '/another'}}}");

    world.run(LINK);

    world.assertThatStep(LINK).hasFailedWith("LinkToAnotherNetwork").wasNotMadeByMoat();
  }

  @Test
  void a_creation_that_is_under_way_stays_moats_when_it_fails() {
    made(Mallory.deleted(SampleRequest.LINK));
    world.azure.takesTime();
    world.run(LINK);
    world.azure.operationFails("Whatever");
    world.queues.take();

    world.run(LINK);

    world.assertThatStep(LINK).hasFailedWith("Whatever").wasMadeByMoat();
    assertThat(world.step(LINK).intent()).isEqualTo(Intent.CREATE);
  }

  @Test
  void where_azure_gives_an_identity_that_tells_without_any_event() {
    World endpoint = World.inWhichIsChecked(ENDPOINT);
    endpoint.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", "guid-1")));
    endpointIs(endpoint, "guid-2");

    endpoint.run(ENDPOINT);

    endpoint.assertThatStep(ENDPOINT).isDone().wasNotMadeByMoat();
  }

  @Test
  void where_azure_gives_an_identity_an_event_takes_nothing_away() {
    World endpoint = World.inWhichIsChecked(ENDPOINT);
    endpoint.record(
        ENDPOINT,
        step ->
            step.createdByMoat(true)
                .outputs(Map.of("madeAs", "guid-1"))
                .suspects(List.of(Mallory.deleted(SampleRequest.ENDPOINT))));
    endpointIs(endpoint, "GUID-1");

    endpoint.run(ENDPOINT);

    endpoint.assertThatStep(ENDPOINT).isDone().wasMadeByMoat();
  }

  @Test
  void a_creation_whose_answer_was_lost_is_moats_and_known_from_then_on() {
    World endpoint = World.inWhichIsCalled(ENDPOINT);
    endpoint.record(ENDPOINT, step -> step.outputs(Map.of("madeAs", "guid-of-old")));
    endpoint.record(
        ENDPOINT, step -> MadeAs.begun(step, endpoint.clock.instant()).intent(Intent.CREATE));
    endpointIs(endpoint, "guid-2");

    endpoint.redeliver(ENDPOINT);

    endpoint.assertThatStep(ENDPOINT).isDone().wasMadeByMoat();
    assertThat(endpoint.step(ENDPOINT).outputs()).containsEntry("madeAs", "guid-2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_creation_that_was_not_answered_is_not_claimed_when_others_wrote_the_resource_since(
      boolean lookedInto) {
    World endpoint = World.inWhichIsCalled(ENDPOINT);
    ResourceChange written =
        Mallory.wrote(SampleRequest.ENDPOINT, endpoint.clock.instant().plusSeconds(5));
    endpoint.record(
        ENDPOINT,
        step ->
            MadeAs.begun(step, endpoint.clock.instant())
                .intent(Intent.CREATE)
                .suspects(lookedInto ? List.of(written) : List.of()));
    if (!lookedInto) {
      endpoint.store.notice(World.SETUP, written);
    }
    endpointIs(endpoint, "guid-mallory");

    endpoint.redeliver(ENDPOINT);

    endpoint.assertThatStep(ENDPOINT).isDone().wasNotMadeByMoat();
    assertThat(endpoint.step(ENDPOINT).outputs()).doesNotContainKey("madeAs");
  }

  @Test
  void what_others_made_in_place_of_what_awaits_an_approval_is_not_moats() {
    World endpoint = World.inWhichIsCalled(ENDPOINT);
    endpoint.record(
        ENDPOINT,
        step ->
            MadeAs.begun(step, endpoint.clock.instant())
                .intent(Intent.CREATE)
                .status(StepStatus.AWAITING_APPROVAL)
                .outputs(Map.of("madeAs", "guid-1", "foundAs", "guid-1")));
    endpointIs(endpoint, "guid-2");

    endpoint.run(ENDPOINT);

    endpoint.assertThatStep(ENDPOINT).isDone().wasNotMadeByMoat();
    endpoint.take(SampleRequest.again("secureacr-2"));
    endpoint.assertThatStep(ENDPOINT).wasNotMadeByMoat();
  }

  @Test
  void what_moat_never_made_does_not_become_its_own() {
    linkIsThere();

    world.run(LINK);

    world.assertThatStep(LINK).isDone().wasNotMadeByMoat();
  }

  private void made(ResourceChange... suspects) {
    world.record(LINK, step -> step.createdByMoat(true).suspects(List.of(suspects)));
  }

  private void linkIsThere() {
    world.azure.resources().with(SampleRequest.LINK, link("Completed", false));
  }

  private static String link(String state, boolean registers) {
    return OF_THE_LINK.formatted(state, registers, SampleRequest.NETWORK);
  }

  private static Drift gone(Instant at, Drift.Response response) {
    return new Drift(
        at, List.of(new Difference("existence", "present", "absent")), Optional.empty(), response);
  }

  private static void endpointIs(World world, String guid) {
    FakeArm azure = world.azure.resources();
    azure.with(
        SampleRequest.ENDPOINT,
        """
        {properties: {provisioningState: 'Succeeded', resourceGuid: '%s', subnet: {id: '%s'},
         privateLinkServiceConnections: [{properties: {privateLinkServiceId: '%s',
          groupIds: ['registry'], privateLinkServiceConnectionState: {status: 'Approved'}}}]}}
        """
            .formatted(guid, SampleRequest.SUBNET, SampleRequest.REGISTRY));
  }
}
