package dev.moat.plan;

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

import dev.moat.contract.Samples;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReversalsTest {

  private static final SetupRequest REQUEST = Samples.request("secureacr");
  private static final Reversal RESTORE = Reversal.restore(Optional.empty());
  private static final Reversal TEARDOWN = Reversal.teardown(false);
  private static final Reversal WITH_REGISTRY = Reversal.teardown(true);

  @Test
  void a_restore_is_the_lock_backwards_and_nothing_else() {
    Plan plan = plan(RESTORE, all());

    assertThat(kinds(plan)).containsExactly(LOCKDOWN);
    assertThat(plan.steps().get(0).desired())
        .isEqualTo(new Desired.Restoration(REQUEST.registry().id()));
  }

  @Test
  void a_teardown_opens_the_registry_before_anything_goes() {
    Plan plan = plan(TEARDOWN, all());

    assertThat(kinds(plan).get(0)).isEqualTo(LOCKDOWN);
    plan.steps().stream()
        .filter(step -> step.name().kind() != LOCKDOWN)
        .forEach(step -> assertThat(step.prerequisites()).contains(StepName.of(LOCKDOWN)));
  }

  @Test
  void each_resource_goes_after_all_that_was_made_on_it() {
    Plan plan = plan(WITH_REGISTRY, all());

    assertThat(before(plan, ENDPOINT)).contains(ZONE_GROUP);
    assertThat(before(plan, SUBNET)).contains(ENDPOINT);
    assertThat(before(plan, VIRTUAL_NETWORK)).contains(SUBNET, LINK);
    assertThat(before(plan, DNS_ZONE)).contains(LINK, ZONE_GROUP, ENDPOINT);
    assertThat(before(plan, REGISTRY)).contains(ENDPOINT, IDENTITY_GRANT);
    assertThat(before(plan, LINK)).contains(ENDPOINT, ZONE_GROUP).doesNotContain(SUBNET);
  }

  @Test
  void what_stood_between_two_resources_orders_them_even_where_it_is_not_moats() {
    List<StepRecord> records = all();
    records.replaceAll(
        record ->
            record.name().kind() == ZONE_GROUP || record.name().kind() == SUBNET
                ? record.change().createdByMoat(false).record()
                : record);

    Plan plan = plan(TEARDOWN, records);

    assertThat(before(plan, VIRTUAL_NETWORK)).contains(ENDPOINT);
    assertThat(before(plan, DNS_ZONE)).contains(ENDPOINT);
  }

  @Test
  void a_registry_that_is_to_go_is_opened_last_for_the_case_that_it_stays() {
    Plan plan = plan(WITH_REGISTRY, all());

    assertThat(before(plan, LOCKDOWN)).contains(REGISTRY, SUBNET);
    assertThat(kinds(plan)).endsWith(LOCKDOWN);
  }

  @Test
  void a_registry_that_moat_did_not_make_is_opened_first_whatever_was_asked() {
    List<StepRecord> records = all();
    records.replaceAll(
        record ->
            record.name().kind() == REGISTRY
                ? record.change().createdByMoat(false).record()
                : record);

    Plan plan = plan(WITH_REGISTRY, records);

    assertThat(kinds(plan)).startsWith(LOCKDOWN).doesNotContain(REGISTRY);
  }

  @Test
  void a_registry_goes_only_when_that_is_asked() {
    assertThat(kinds(plan(TEARDOWN, all()))).doesNotContain(REGISTRY);
    assertThat(kinds(plan(WITH_REGISTRY, all()))).contains(REGISTRY);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PREFLIGHT", "LOCKDOWN"})
  void what_moat_did_not_make_is_not_in_the_plan(StepKind kind) {
    List<StepRecord> records = all();
    records.replaceAll(
        record ->
            record.name().kind() == kind ? record.change().createdByMoat(false).record() : record);

    assertThat(kinds(plan(WITH_REGISTRY, records))).doesNotContain(kind, PREFLIGHT);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"REMOVED", "LEFT"})
  void what_was_removed_or_left_stays_in_the_plan_it_was_removed_by(StepStatus status) {
    List<StepRecord> records = all();
    records.replaceAll(
        record ->
            record.name().kind() == LINK
                ? record.change().createdByMoat(false).status(status).record()
                : record);

    assertThat(kinds(plan(TEARDOWN, records))).contains(LINK);
  }

  @Test
  void a_removal_says_what_goes_and_whose_registry_it_touches() {
    PlannedStep endpoint = step(plan(TEARDOWN, all()), ENDPOINT);

    assertThat(endpoint.desired())
        .isEqualTo(
            new Desired.Removal(ENDPOINT, REQUEST.privateEndpoint().id(), REQUEST.registry().id()));
  }

  @Test
  void what_an_earlier_generation_left_goes_in_the_order_of_the_kinds() {
    List<StepRecord> records = all();
    ResourceId old = new ResourceId("/subscriptions/s/resourceGroups/g/providers/x/y/old");
    records.add(left("endpoint.old", old));
    records.add(left("virtual-network.old", old));

    Plan plan = plan(TEARDOWN, records);

    PlannedStep network = plan.step(new StepName("virtual-network.old"));
    assertThat(network.desired())
        .isEqualTo(new Desired.Removal(VIRTUAL_NETWORK, old, REQUEST.registry().id()));
    assertThat(network.prerequisites()).contains(new StepName("endpoint.old"));
    assertThat(step(plan, SUBNET).prerequisites()).contains(new StepName("endpoint.old"));
    assertThat(network.prerequisites()).contains(StepName.of(LOCKDOWN));
  }

  @Test
  void what_nobody_knows_the_resource_of_is_not_removed() {
    List<StepRecord> records = all();
    records.add(
        StepRecord.pending(new StepName("link.old"), 1).change().createdByMoat(true).record());

    assertThat(plan(TEARDOWN, records).steps()).noneMatch(s -> s.name().value().equals("link.old"));
  }

  private static StepRecord left(String name, ResourceId resource) {
    return StepRecord.pending(new StepName(name), 1)
        .change()
        .status(StepStatus.NOT_PLANNED)
        .createdByMoat(true)
        .resource(resource)
        .record();
  }

  private static Plan plan(Reversal reversal, List<StepRecord> records) {
    SetupRecord setup =
        SetupRecord.accepted(REQUEST.setupId(), 1, REQUEST, Instant.EPOCH).reversing(reversal);
    return Plans.of(setup, records);
  }

  /** Moat made everything. */
  private static List<StepRecord> all() {
    List<StepRecord> records = new ArrayList<>();
    for (PlannedStep step : Plans.of(REQUEST).steps()) {
      boolean makes = step.name().kind() != PREFLIGHT && step.name().kind() != LOCKDOWN;
      records.add(StepRecord.pending(step.name(), 1).change().createdByMoat(makes).record());
    }
    return records;
  }

  private static List<StepKind> kinds(Plan plan) {
    return plan.steps().stream().map(step -> step.name().kind()).toList();
  }

  private static Set<StepKind> before(Plan plan, StepKind kind) {
    return plan.allPrerequisites(step(plan, kind).name()).stream()
        .map(StepName::kind)
        .collect(Collectors.toSet());
  }

  private static PlannedStep step(Plan plan, StepKind kind) {
    return plan.steps().stream()
        .filter(step -> step.name().kind() == kind)
        .findFirst()
        .orElseThrow();
  }
}
