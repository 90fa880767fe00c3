package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.endtoend.OperatorApi.Answer;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators ask of setups, from the call over HTTP to the resources in Azure. */
class OperatorVerbsIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant().withShortBursts();

  private static final String MANUAL =
      "{\"mode\": \"Manual\", \"requestMessage\": \"For the build agents, please\"}";

  private static final SampleRequest FORBIDDEN = SampleRequest.fresh("forbidden");
  private static final SampleRequest CANCELLED = manual("cancelled");
  private static final SampleRequest REJECTED = manual("rejected");
  private static final SampleRequest AT_ONCE = manual("at-once");
  private static final SampleRequest RESTORED = SampleRequest.fresh("restored");
  private static final SampleRequest FOR_A_TIME = SampleRequest.fresh("for-a-time");
  private static final SampleRequest TORN_DOWN = SampleRequest.fresh("torn-down");
  private static final SampleRequest WITH_REGISTRY = SampleRequest.fresh("with-registry");

  @BeforeAll
  static void posts_them_all() {
    MOAT.arm()
        .addFault(
            """
            {"method": "PUT", "path": "%s/.*/roleAssignments/", "times": 1,
             "answer": {"status": 403, "code": "AuthorizationFailed", "message": "You may not."}}
            """
                .formatted(FORBIDDEN.registry()));
    owner().resourceGroup(TORN_DOWN.group());
    owner().zone(TORN_DOWN.zone());
    Stream.of(FORBIDDEN, CANCELLED, REJECTED, AT_ONCE, RESTORED, FOR_A_TIME).forEach(MOAT::post);
    MOAT.postAll(TORN_DOWN, WITH_REGISTRY);
    MOAT.setup(FOR_A_TIME).awaitSuccess(1);
    assertThat(ask(FOR_A_TIME, "restore", "{\"minutes\": 1}").status()).isEqualTo(202);
  }

  @Test
  void failed_step_is_replayed_once_its_cause_is_mended() {
    Setup setup = MOAT.setup(FORBIDDEN).awaitFailure(1);
    Answer seen = ann().get(path(FORBIDDEN));
    String step = setup.step(StepKind.IDENTITY_GRANT).name().value();
    assertThat(texts(seen.body().path("verbs"))).contains("replay").doesNotContain("cancel");
    assertThat(ask(FORBIDDEN, "replay", "{\"steps\": [\"dns-zone\"]}").code())
        .isEqualTo("StepNotFailed");
    assertThat(ask(FORBIDDEN, "replay", "{\"steps\": [\"moon\"]}").code()).isEqualTo("NoSuchStep");

    Answer replayed =
        ann()
            .postIfMatch(
                path(FORBIDDEN) + "/replay",
                "{\"steps\": [\"%s\"]}".formatted(step),
                seen.etag().orElseThrow());

    assertThat(replayed.status()).isEqualTo(202);
    setup.awaitSuccess(1);
    assertThat(line(setup, "SetupReplayed").text()).contains("Ann (by function key)", step);
    assertThat(bob().postIfMatch(path(FORBIDDEN) + "/replay", "{}", seen.etag().get()).status())
        .isEqualTo(412);
    assertThat(ask(FORBIDDEN, "replay", "{}").code()).isEqualTo("NothingToReplay");
  }

  @Test
  void cancelled_setup_is_left_alone_and_goes_on_when_it_is_replayed() {
    Setup setup = MOAT.setup(CANCELLED);
    setup.awaitStep(StepKind.ENDPOINT, StepStatus.AWAITING_APPROVAL);

    assertThat(ask(CANCELLED, "cancel", "{}").status()).isEqualTo(202);

    assertThat(setup.status()).isEqualTo(SetupStatus.CANCELLED);
    assertThat(setup.steps()).noneMatch(each -> each.status().isBeingWorkedOn());
    assertThat(ask(CANCELLED, "cancel", "{}").code()).isEqualTo("NotRunning");
    assertThat(ask(CANCELLED, "approve", "{}").code()).isEqualTo("NothingAwaitsApproval");

    assertThat(ask(CANCELLED, "replay", "{}").status()).isEqualTo(202);
    setup.awaitStep(StepKind.ENDPOINT, StepStatus.AWAITING_APPROVAL);
    assertThat(ask(CANCELLED, "approve", "{}").status()).isEqualTo(202);
    setup.awaitSuccess(1);
    assertThat(alice().publicAccess(CANCELLED.registry())).isEqualTo("Disabled");
    assertThat(setup.historyReasons())
        .containsSubsequence(
            "EndpointAwaitsApproval", "SetupCancelled", "SetupReplayed", "ConnectionApproved");
  }

  @Test
  void rejected_connection_stays_rejected_and_the_registry_open() {
    Setup setup = MOAT.setup(REJECTED);
    setup.awaitStep(StepKind.ENDPOINT, StepStatus.AWAITING_APPROVAL);

    assertThat(ask(REJECTED, "reject", "{}").status()).isEqualTo(202);

    setup.awaitFailure(1);
    assertThat(setup.step(StepKind.ENDPOINT).error().orElseThrow().code())
        .isEqualTo("EndpointConnectionRejected");
    assertThat(ask(REJECTED, "approve", "{}").code()).isEqualTo("NothingAwaitsApproval");
    assertThat(alice().publicAccess(REJECTED.registry())).isEqualTo("Enabled");
  }

  @Test
  void of_two_operators_who_saw_the_same_one_is_too_late() {
    Setup setup = MOAT.setup(AT_ONCE);
    setup.awaitStep(StepKind.ENDPOINT, StepStatus.AWAITING_APPROVAL);
    String etag = ann().get(path(AT_ONCE)).etag().orElseThrow();

    List<Integer> statuses =
        Stream.of(ann(), bob())
            .map(
                each ->
                    CompletableFuture.supplyAsync(
                        () -> each.postIfMatch(path(AT_ONCE) + "/approve", "{}", etag).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .sorted()
            .toList();

    assertThat(statuses).containsExactly(202, 412);
    setup.awaitSuccess(1);
    assertThat(setup.historyReasons()).containsOnlyOnce("ConnectionApproved");
  }

  @Test
  void restored_registry_is_open_until_it_is_replayed() {
    Setup setup = MOAT.setup(RESTORED).awaitSuccess(1);

    assertThat(ask(RESTORED, "restore", "{}").status()).isEqualTo(202);

    setup.awaitStatus(SetupStatus.RESTORED);
    assertThat(alice().publicAccess(RESTORED.registry())).isEqualTo("Enabled");
    assertThat(alice().exists(RESTORED.record(), ApiVersions.PRIVATE_DNS)).isTrue();
    assertThat(ask(RESTORED, "restore", "{}").code()).isEqualTo("AlreadyRestored");
    alice().tag(RESTORED.registry(), "the lock is not put back for this");
    awaitLookedInto(setup);
    assertThat(alice().publicAccess(RESTORED.registry())).isEqualTo("Enabled");

    assertThat(ask(RESTORED, "replay", "{}").status()).isEqualTo(202);
    setup.awaitStatus(SetupStatus.SUCCEEDED);
    assertThat(alice().publicAccess(RESTORED.registry())).isEqualTo("Disabled");
    assertThat(line(setup, "RestoreRequested").text()).contains("Ann", "for good");
  }

  @Test
  void teardown_removes_what_moat_created_and_nothing_else() {
    Setup setup = MOAT.setup(TORN_DOWN);
    ResourceId others = TORN_DOWN.zone().child("A", "another");
    owner().record(others, "10.9.9.9");
    Answer plan = ann().get(path(TORN_DOWN) + "/teardown-plan");
    assertThat(fates(plan.body()))
        .contains("LEFT registry", "LEFT dns-zone", "REMOVED endpoint", "RESTORED lockdown");
    assertThat(ask(TORN_DOWN, "teardown", "{}").code()).isEqualTo("InvalidBody");
    assertThat(ask(TORN_DOWN, "teardown", "{\"plan\": \"another\"}").code())
        .isEqualTo("PlanChanged");

    assertThat(ask(TORN_DOWN, "teardown", carryOut(plan, false)).status()).isEqualTo(202);

    setup.awaitStatus(SetupStatus.TORN_DOWN);
    assertThat(alice().publicAccess(TORN_DOWN.registry())).isEqualTo("Enabled");
    assertThat(alice().exists(others, ApiVersions.PRIVATE_DNS)).isTrue();
    assertThat(alice().exists(TORN_DOWN.zone(), ApiVersions.PRIVATE_DNS)).isTrue();
    assertGone(TORN_DOWN.endpoint(), TORN_DOWN.subnet(), TORN_DOWN.network());
    assertThat(setup.step(StepKind.LINK).status()).isEqualTo(StepStatus.LEFT);
    assertThat(alice().exists(TORN_DOWN.record(), ApiVersions.PRIVATE_DNS)).isFalse();
    assertThat(ask(TORN_DOWN, "teardown", carryOut(plan, false)).code())
        .isEqualTo("AlreadyTornDown");
    assertThat(ask(TORN_DOWN, "replay", "{}").code()).isEqualTo("TornDown");

    MOAT.post(TORN_DOWN.requestId("torn-down-again")).awaitSuccess(2);
    assertThat(alice().publicAccess(TORN_DOWN.registry())).isEqualTo("Disabled");
  }

  @Test
  void registry_that_moat_created_goes_only_when_that_is_asked_for() {
    Setup setup = MOAT.setup(WITH_REGISTRY);
    owner()
        .put(
            WITH_REGISTRY.registry().child("replications", "northeurope"),
            ApiVersions.REGISTRY,
            "{\"location\": \"northeurope\"}");
    Answer plan = ann().get(path(WITH_REGISTRY) + "/teardown-plan?deleteRegistry=true");
    assertThat(fates(plan.body())).contains("REMOVED registry").doesNotContain("LEFT registry");

    assertThat(ask(WITH_REGISTRY, "teardown", carryOut(plan, true)).status()).isEqualTo(202);

    setup.awaitStatus(SetupStatus.TORN_DOWN);
    assertThat(alice().exists(WITH_REGISTRY.registry(), ApiVersions.REGISTRY)).isFalse();
    assertGone(WITH_REGISTRY.endpoint(), WITH_REGISTRY.network());
    assertThat(setup.step(StepKind.LINK).status()).isEqualTo(StepStatus.REMOVED);
    assertThat(alice().exists(WITH_REGISTRY.zone(), ApiVersions.PRIVATE_DNS)).isFalse();
  }

  /** It was restored for a minute when the class began. */
  @Test
  void registry_that_was_restored_for_a_minute_is_locked_again_by_itself() {
    Setup setup = MOAT.setup(FOR_A_TIME);

    setup.await(
        "the lock to be back",
        Duration.ofSeconds(100),
        state ->
            state.setup().value().status() == SetupStatus.SUCCEEDED
                && state.setup().value().reversal().isEmpty());

    assertThat(alice().publicAccess(FOR_A_TIME.registry())).isEqualTo("Disabled");
    assertThat(setup.historyReasons())
        .containsSubsequence(
            "RestoreRequested", "SetupRestored", "SetupRelocking", "SetupSucceeded");
  }

  @Test
  void plan_tells_what_would_be_done_and_does_none_of_it() {
    SampleRequest request = SampleRequest.fresh("planned");
    owner().resourceGroup(request.group());
    owner().registry(request.registry(), "Premium");

    Answer plan = ann().post("/plans", request.text());

    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.body().path("writes").asInt()).isEqualTo(8);
    assertThat(plan.body().at("/addresses/needed").asInt()).isEqualTo(2);
    assertThat(texts(plan.body().path("losesAccess").findValues("who"))).isNotEmpty();
    assertThat(MOAT.calls().writes().in(request.group()).count()).isZero();
    assertThat(ann().get(path(request)).status()).isEqualTo(404);
  }

  /** Until the change was noticed and the call to look into it was taken. */
  private static void awaitLookedInto(Setup setup) {
    setup.await(
        "the change to be noticed", Duration.ofSeconds(60), state -> !state.noticed().isEmpty());
    Queue checks = MOAT.queue("drift-checks");
    Await.until(
        "the look to be taken",
        Duration.ofSeconds(60),
        () -> checks.peek().isEmpty() ? Optional.of(true) : Optional.empty(),
        () -> checks.peek().toString());
  }

  private static SampleRequest manual(String group) {
    return SampleRequest.fresh(group).with("/privateEndpoint/approval", MANUAL);
  }

  private static Answer ask(SampleRequest request, String verb, String body) {
    return ann().post(path(request) + "/" + verb, body);
  }

  private static String carryOut(Answer plan, boolean deleteRegistry) {
    return "{\"plan\": \"%s\", \"deleteRegistry\": %s}"
        .formatted(plan.body().path("id").asText(), deleteRegistry);
  }

  private static void assertGone(ResourceId... resources) {
    for (ResourceId resource : resources) {
      assertThat(alice().exists(resource, ApiVersions.NETWORK)).as(resource.value()).isFalse();
    }
  }

  private static List<String> fates(JsonNode plan) {
    return Stream.of(plan.path("items"))
        .flatMap(items -> items.findParents("fate").stream())
        .map(item -> item.path("fate").asText() + " " + item.path("step").asText())
        .toList();
  }

  private static List<String> texts(Iterable<JsonNode> nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  private static HistoryEntry line(Setup setup, String reason) {
    return setup.history().stream()
        .filter(entry -> entry.reason().equals(reason))
        .findFirst()
        .orElseThrow();
  }

  private static String path(SampleRequest request) {
    return "/setups/" + request.setup();
  }

  private static OperatorApi ann() {
    return OperatorApi.of(MOAT, "Ann");
  }

  private static OperatorApi bob() {
    return OperatorApi.of(MOAT, "Bob");
  }

  private static Person alice() {
    return Person.alice(MOAT.arm());
  }

  private static Owner owner() {
    return new Owner(MOAT.arm());
  }
}
