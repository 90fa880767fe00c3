package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.TeardownPlan.Fate;
import dev.moat.engine.TeardownPlan.Item;
import dev.moat.model.Intent;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator is shown before a teardown, and asks for by its id. */
class TeardownPlanTest {

  private final World world = Made.byMoat();

  @Test
  void what_moat_made_is_listed_in_the_order_of_its_removal_after_the_settings() {
    List<StepKind> undone =
        items(false).stream()
            .filter(item -> item.fate() != Fate.LEFT)
            .map(item -> item.step().kind())
            .toList();

    assertThat(undone).startsWith(LOCKDOWN).hasSize(Made.KINDS.size());
    assertThat(undone).containsSubsequence(ZONE_GROUP, ENDPOINT, SUBNET, VIRTUAL_NETWORK);
    assertThat(undone).containsSubsequence(LINK, DNS_ZONE);
    assertThat(item(LOCKDOWN, false).fate()).isEqualTo(Fate.RESTORED);
    assertThat(item(LOCKDOWN, false).resource()).isEqualTo(SampleRequest.REGISTRY);
    assertThat(item(SUBNET, false).why()).isEqualTo("Moat created it");
  }

  @Test
  void a_registry_that_moat_made_stays_unless_that_is_asked() {
    assertThat(item(REGISTRY, false).fate()).isEqualTo(Fate.LEFT);
    assertThat(item(REGISTRY, false).why()).contains("images", "deleteRegistry");
    assertThat(item(REGISTRY, true).fate()).isEqualTo(Fate.REMOVED);
  }

  @Test
  void the_settings_of_a_registry_that_goes_are_not_spoken_of() {
    assertThat(items(true)).extracting(item -> item.step().kind()).doesNotContain(LOCKDOWN);
  }

  @Test
  void a_registry_that_moat_did_not_make_stays_even_if_that_is_asked() {
    world.record(REGISTRY, step -> step.createdByMoat(false));

    assertThat(item(REGISTRY, true).fate()).isEqualTo(Fate.LEFT);
    assertThat(item(REGISTRY, true).why()).isEqualTo("Moat did not create it");
    assertThat(item(LOCKDOWN, true).fate()).isEqualTo(Fate.RESTORED);
  }

  @Test
  void what_moat_did_not_make_is_left() {
    world.record(DNS_ZONE, step -> step.createdByMoat(false));

    assertThat(item(DNS_ZONE, false).fate()).isEqualTo(Fate.LEFT);
    assertThat(item(DNS_ZONE, false).why()).isEqualTo("Moat did not create it");
  }

  @Test
  void what_others_deleted_and_maybe_made_again_is_not_moats() {
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));

    assertThat(item(LINK, false).fate()).isEqualTo(Fate.LEFT);
  }

  @Test
  void what_is_just_being_made_counts_as_made() {
    World making = World.inWhichIsCalled(ENDPOINT);
    making.record(ENDPOINT, step -> step.status(StepStatus.PARKED).intent(Intent.CREATE));

    assertThat(TeardownPlan.of(making.state(), false).items())
        .filteredOn(item -> item.fate() == Fate.REMOVED)
        .extracting(item -> item.step().kind())
        .containsExactly(ENDPOINT);
  }

  @Test
  void what_an_earlier_generation_left_behind_is_listed() {
    world.take(SampleRequest.again("secureacr-2").replaceAll("secureacr-pe\"", "other-pe\""));

    assertThat(items(false))
        .filteredOn(item -> item.fate() == Fate.REMOVED)
        .extracting(Item::resource)
        .contains(SampleRequest.ENDPOINT, SampleRequest.ZONE_GROUP)
        .noneMatch(id -> id.name().equals("other-pe"));
  }

  @Test
  void the_same_plan_has_the_same_id_and_another_has_another() {
    String id = TeardownPlan.of(world.state(), false).id();
    world.touchSetup();
    world.record(LINK, step -> step.turn(9));

    assertThat(TeardownPlan.of(world.state(), false).id()).isEqualTo(id).hasSize(16);
    assertThat(TeardownPlan.of(world.state(), true).id()).isNotEqualTo(id);
    world.record(LINK, step -> step.createdByMoat(false));
    assertThat(TeardownPlan.of(world.state(), false).id()).isNotEqualTo(id);
  }

  @Test
  void a_teardown_of_another_plan_than_was_shown_is_refused() {
    String shown = TeardownPlan.of(world.state(), false).id();
    world.record(LINK, step -> step.createdByMoat(false));

    Answer.Refused refused = refusal(new Verb.Teardown(false, shown));

    assertThat(refused.code()).isEqualTo("PlanChanged");
    assertThat(refused.message()).contains(shown);
    assertThat(world.setup().reversal()).isEmpty();
  }

  @Test
  void a_plan_without_the_registry_is_none_with_it() {
    String shown = TeardownPlan.of(world.state(), false).id();

    assertThat(refusal(new Verb.Teardown(true, shown)).code()).isEqualTo("PlanChanged");
  }

  @Test
  void a_teardown_that_is_under_way_is_not_asked_for_twice() {
    world.tearsDown(false);

    assertThat(refusal(new Verb.Teardown(false, "any")).code()).isEqualTo("ReversalUnderWay");
    Answer.Refused restore = refusal(new Verb.Restore(Optional.empty()));
    assertThat(restore.code()).isEqualTo("ReversalUnderWay");
    assertThat(restore.advice()).contains("Wait");
  }

  @Test
  void a_teardown_that_failed_is_replayed_or_asked_for_anew_but_not_turned_into_a_restore() {
    world.tearsDown(false);
    world.does(new Verb.Cancel());

    Answer.Refused restore = refusal(new Verb.Restore(Optional.of(Duration.ofHours(1))));
    assertThat(restore.code()).isEqualTo("ReversalUnderWay");
    assertThat(restore.advice()).contains("Replay");
    world.tearsDown(true);
    world.settle();
    assertThat(Made.writes(world)).contains("DELETE secureacr2021");
  }

  @Test
  void what_was_torn_down_is_neither_torn_down_nor_restored() {
    world.tearsDown(false);
    world.settle();

    assertThat(refusal(new Verb.Teardown(false, "any")).code()).isEqualTo("AlreadyTornDown");
    assertThat(refusal(new Verb.Restore(Optional.empty())).code()).isEqualTo("TornDown");
    assertThat(refusal(new Verb.Cancel()).code()).isEqualTo("NotRunning");
  }

  @Test
  void after_a_teardown_a_new_request_makes_all_anew() {
    world.tearsDown(false);
    world.settle();

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.setup().reversal()).isEmpty();
    assertThat(world.state().records())
        .allSatisfy(step -> assertThat(step.status()).isEqualTo(StepStatus.PENDING))
        .filteredOn(step -> step.createdByMoat())
        .extracting(step -> step.name().kind())
        .containsExactly(REGISTRY);
    assertThat(world.step(LOCKDOWN).outputs()).isEmpty();
  }

  private Answer.Refused refusal(Verb verb) {
    Answer answer = world.ask(verb);
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused) answer).advice()).isNotBlank();
    return (Answer.Refused) answer;
  }

  private List<Item> items(boolean deleteRegistry) {
    return TeardownPlan.of(world.state(), deleteRegistry).items();
  }

  private Item item(StepKind kind, boolean deleteRegistry) {
    return items(deleteRegistry).stream()
        .filter(item -> item.step().kind() == kind)
        .findFirst()
        .orElseThrow();
  }
}
