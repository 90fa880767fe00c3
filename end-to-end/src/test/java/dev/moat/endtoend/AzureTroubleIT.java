package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.cli.LocalArm.Call;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Azure is busy, throttles, fails, or says no. Each trouble hits a setup of its own; they run side
 * by side, because the waits that Azure does not name are long.
 */
class AzureTroubleIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast();

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final SampleRequest BUSY_SUBNET = SampleRequest.fresh("busy-subnet");
  private static final SampleRequest BUSY_ENDPOINT = SampleRequest.fresh("busy-endpoint");
  private static final SampleRequest THROTTLED = SampleRequest.fresh("throttled");
  private static final SampleRequest NEW_PRINCIPAL = SampleRequest.fresh("new-principal");
  private static final SampleRequest LOST_ANSWER = SampleRequest.fresh("lost-answer");
  private static final SampleRequest FAILED_OPERATION = SampleRequest.fresh("failed-operation");
  private static final SampleRequest FORBIDDEN = SampleRequest.fresh("forbidden");

  @BeforeAll
  static void posts_them_all() {
    fault(
        "PUT",
        BUSY_SUBNET.subnet() + "$",
        1,
        """
        "answer": {"status": 429, "code": "RetryableError", "retryAfterSeconds": 2}
        """);
    fault(
        "PUT",
        BUSY_ENDPOINT.endpoint() + "$",
        1,
        """
        "answer": {"status": 409, "code": "AnotherOperationInProgress"}
        """);
    fault(
        "GET",
        THROTTLED.record() + "$",
        1,
        """
        "answer": {"status": 429, "code": "ResourceRequestsThrottled", "retryAfterSeconds": 3}
        """);
    fault(
        "PUT",
        NEW_PRINCIPAL.registry() + "/.*/roleAssignments/",
        3,
        """
        "answer": {"status": 400, "code": "PrincipalNotFound"}
        """);
    fault("PUT", LOST_ANSWER.registry() + "$", 1, "\"loseAnswer\": true");
    fault(
        "PUT",
        FAILED_OPERATION.endpoint() + "$",
        1,
        """
        "failOperation": {"code": "RetryableError"}
        """);
    fault(
        "PUT",
        FORBIDDEN.registry() + "/.*/roleAssignments/",
        1,
        """
        "answer": {"status": 403, "code": "AuthorizationFailed", "message": "You may not."}
        """);
    Stream.of(
            BUSY_SUBNET,
            BUSY_ENDPOINT,
            THROTTLED,
            NEW_PRINCIPAL,
            LOST_ANSWER,
            FAILED_OPERATION,
            FORBIDDEN)
        .forEach(MOAT::post);
  }

  @Test
  void subnet_waits_for_its_neighbours_as_long_as_azure_asks() {
    Setup setup = succeeded(BUSY_SUBNET);

    assertThat(statuses("PUT", BUSY_SUBNET.subnet())).containsExactly(429, 201);
    assertThat(waitBetweenPuts(BUSY_SUBNET.subnet())).isGreaterThan(Duration.ofSeconds(2));
    assertThat(setup.step(StepKind.SUBNET).attempt()).isOne();
    assertThat(setup.historyReasons()).contains("SubnetWaiting", "SubnetCreated");
    assertNothingWrittenTwice(BUSY_SUBNET);
  }

  @Test
  void endpoint_waits_for_another_operation() {
    Setup setup = succeeded(BUSY_ENDPOINT);

    assertThat(statuses("PUT", BUSY_ENDPOINT.endpoint())).containsExactly(409, 201);
    assertThat(setup.step(StepKind.ENDPOINT).attempt()).isOne();
    assertThat(setup.historyReasons()).contains("EndpointWaiting", "EndpointCreated");
    assertNothingWrittenTwice(BUSY_ENDPOINT);
  }

  @Test
  void lockdown_waits_when_its_reads_are_throttled() {
    Setup setup = succeeded(THROTTLED);

    assertThat(statuses("GET", THROTTLED.record())).containsExactly(429, 200);
    assertThat(setup.step(StepKind.LOCKDOWN).attempt()).isOne();
    assertThat(setup.history())
        .anyMatch(
            entry -> entry.text().contains("Azure, which throttles (ResourceRequestsThrottled)"));
    assertNothingWrittenTwice(THROTTLED);
  }

  @Test
  void role_is_assigned_once_azure_knows_the_principal() {
    Setup setup = succeeded(NEW_PRINCIPAL);
    StepRecord grant = setup.step(StepKind.IDENTITY_GRANT);

    assertThat(statuses("PUT", new ResourceId(grant.outputs().get("roleAssignment"))))
        .containsExactly(400, 400, 400, 201);
    assertThat(grant.attempt()).isOne();
    assertThat(grant.createdByMoat()).isTrue();
    assertNothingWrittenTwice(NEW_PRINCIPAL);
  }

  @Test
  void registry_is_found_after_the_answer_to_its_creation_was_lost() {
    Setup setup = succeeded(LOST_ANSWER);

    assertThat(statuses("PUT", LOST_ANSWER.registry())).containsExactly(504);
    assertThat(setup.step(StepKind.REGISTRY).createdByMoat()).isTrue();
    assertThat(setup.step(StepKind.REGISTRY).attempt()).isLessThanOrEqualTo(1);
    assertNothingWrittenTwice(LOST_ANSWER);
  }

  @Test
  void endpoint_is_written_again_after_its_operation_failed_for_now() {
    Setup setup = succeeded(FAILED_OPERATION);

    assertThat(statuses("PUT", FAILED_OPERATION.endpoint())).hasSize(2);
    assertThat(written(FAILED_OPERATION).where(call -> !isTo(FAILED_OPERATION.endpoint(), call)))
        .satisfies(others -> assertThat(others.count()).isEqualTo(8));
    assertThat(setup.step(StepKind.ENDPOINT).attempt()).isEqualTo(2);
    assertThat(setup.step(StepKind.ENDPOINT).createdByMoat()).isTrue();
  }

  @Test
  void refusal_for_good_fails_its_step_holds_back_the_lock_and_lets_the_others_go_on() {
    Setup setup = MOAT.setup(FORBIDDEN).awaitFailure(1);
    StepRecord grant = setup.step(StepKind.IDENTITY_GRANT);

    assertThat(grant.status()).isEqualTo(StepStatus.FAILED);
    assertThat(grant.error().orElseThrow().code()).isEqualTo("AuthorizationFailed");
    assertThat(grant.error().orElseThrow().message()).contains("You may not.");
    assertThat(grant.error().orElseThrow().advice()).isNotBlank();
    assertThat(setup.step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.PENDING);
    assertThat(setup.steps().filter(step -> !step.equals(grant)))
        .filteredOn(step -> step.name().kind() != StepKind.LOCKDOWN)
        .hasSize(8)
        .allMatch(step -> step.status() == StepStatus.SUCCEEDED);
    assertThat(setup.historyReasons())
        .contains("CannotCreateIdentityGrant")
        .endsWith("SetupFailed");
    assertThat(publicAccess(FORBIDDEN)).isEqualTo("Enabled");
  }

  private static Setup succeeded(SampleRequest request) {
    Setup setup = MOAT.setup(request).awaitSuccess(1, PATIENCE);
    assertThat(publicAccess(request)).isEqualTo("Disabled");
    return setup;
  }

  private static void fault(String method, String path, int times, String what) {
    MOAT.arm()
        .addFault(
            """
            {"method": "%s", "path": "%s", "times": %d, %s}
            """
                .formatted(method, path, times, what));
  }

  /** The statuses of the answers to these calls, oldest first. */
  private static List<Integer> statuses(String method, ResourceId resource) {
    return calls(method, resource).all().stream().map(Call::status).toList();
  }

  private static Duration waitBetweenPuts(ResourceId resource) {
    List<Call> puts = calls("PUT", resource).all();
    return Duration.between(puts.get(0).at(), puts.get(1).at());
  }

  private static Calls calls(String method, ResourceId resource) {
    return MOAT.calls().to(resource).where(call -> call.method().equals(method));
  }

  /** What was carried out: 504 is one of the answers, the lost one. */
  private static Calls written(SampleRequest request) {
    return MOAT.calls()
        .in(request.group())
        .writes()
        .where(call -> call.status() / 100 == 2 || call.status() == 504);
  }

  private static boolean isTo(ResourceId resource, Call call) {
    return call.path().equalsIgnoreCase(resource.value());
  }

  private static void assertNothingWrittenTwice(SampleRequest request) {
    Calls written = written(request);
    assertThat(written.count()).as(written.toString()).isEqualTo(9);
    assertThat(written.where(call -> call.method().equals("PUT")).perResource())
        .hasSize(8)
        .allSatisfy((resource, times) -> assertThat(times).as(resource).isOne());
  }

  private static String publicAccess(SampleRequest request) {
    return MOAT.arm()
        .get(request.registry().value(), ApiVersions.REGISTRY)
        .at("/properties/publicNetworkAccess")
        .asText();
  }
}
