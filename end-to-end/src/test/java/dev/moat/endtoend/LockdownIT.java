package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Public access is cut on proof only, and the proof is of now. */
class LockdownIT {

  private static final String DEADLINE = "PT10S";

  @RegisterExtension
  static final MoatExtension MOAT = MoatExtension.fast().with("PROOF_DEADLINE", DEADLINE);

  @AfterEach
  void forget_faults() {
    MOAT.arm().clearFaults();
  }

  @Test
  void registry_stays_open_when_a_record_is_missing_and_stays_missing() {
    SampleRequest request = ignoringRecords("unproved");
    Setup setup = allButTheRole(request);
    new Owner(MOAT.arm()).delete(request.record(), ApiVersions.PRIVATE_DNS);

    MOAT.arm().clearFaults();
    String waitsFor = waitingFor(setup);
    String accessMeanwhile = publicAccess(request);
    setup.awaitFailure(1);

    String missing =
        "%s.azurecr.io resolves in %s to nothing, not to 10.0.1."
            .formatted(request.registry().name(), request.zone());
    assertThat(waitsFor).startsWith("The private path is not proved: ").contains(missing);
    assertThat(accessMeanwhile).isEqualTo("Enabled");
    StepError error = setup.step(StepKind.LOCKDOWN).error().orElseThrow();
    assertThat(error.code()).isEqualTo("PrivatePathNotProved");
    assertThat(error.message()).contains(DEADLINE, missing);
    assertThat(error.advice()).contains("replay");
    assertThat(setup.historyReasons()).contains("LockdownWaiting").endsWith("SetupFailed");
    assertThat(publicAccess(request)).isEqualTo("Enabled");
    assertThat(locks(request)).isZero();
  }

  @Test
  void registry_is_locked_by_itself_once_a_wrong_record_is_put_right() {
    SampleRequest request = ignoringRecords("mended");
    Setup setup = allButTheRole(request);
    String address =
        MOAT.arm()
            .get(request.record().value(), ApiVersions.PRIVATE_DNS)
            .at("/properties/aRecords/0/ipv4Address")
            .asText();
    Owner owner = new Owner(MOAT.arm());
    owner.record(request.record(), "10.9.9.9");

    MOAT.arm().clearFaults();
    String waitsFor = waitingFor(setup);
    String accessMeanwhile = publicAccess(request);
    owner.record(request.record(), address);
    setup.awaitSuccess(1);

    assertThat(waitsFor)
        .contains(request.registry().name() + ".azurecr.io resolves in ")
        .contains("to 10.9.9.9, not to " + address);
    assertThat(accessMeanwhile).isEqualTo("Enabled");
    assertThat(publicAccess(request)).isEqualTo("Disabled");
    assertThat(locks(request)).isEqualTo(1);
  }

  @Test
  void a_record_that_somebody_deletes_before_the_lock_comes_back_by_itself() {
    SampleRequest request = SampleRequest.fresh("selfmended");
    Setup setup = allButTheRole(request);
    new Owner(MOAT.arm()).delete(request.record(), ApiVersions.PRIVATE_DNS);
    setup.awaitStep(
        StepKind.ZONE_GROUP,
        "to be repaired",
        step -> step.status() == StepStatus.SUCCEEDED && !step.drifts().isEmpty());

    MOAT.arm().clearFaults();
    setup.awaitSuccess(1);

    assertThat(publicAccess(request)).isEqualTo("Disabled");
    assertThat(locks(request)).isEqualTo(1);
  }

  /** Moat leaves the records as others make them. */
  private static SampleRequest ignoringRecords(String name) {
    return SampleRequest.fresh(name).with("/onDrift", "{\"steps\": {\"zone-group\": \"Ignore\"}}");
  }

  /** Sets up everything but the role, which Azure puts off until the faults are forgotten. */
  private static Setup allButTheRole(SampleRequest request) {
    MOAT.arm()
        .addFault(
            """
            {"method": "PUT", "path": "%s/.*/roleAssignments/", "times": 1000,
             "answer": {"status": 429, "code": "RetryableError", "retryAfterSeconds": 1}}
            """
                .formatted(request.group()));
    Setup setup = MOAT.post(request);
    setup.awaitStep(StepKind.ZONE_GROUP, StepStatus.SUCCEEDED);
    setup.awaitStep(StepKind.LINK, StepStatus.SUCCEEDED);
    assertThat(setup.step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.PENDING);
    return setup;
  }

  private static String waitingFor(Setup setup) {
    return setup.awaitStep(StepKind.LOCKDOWN, StepStatus.PARKED).waitingFor().orElseThrow();
  }

  private static String publicAccess(SampleRequest request) {
    return MOAT.arm()
        .get(request.registry().value(), ApiVersions.REGISTRY)
        .at("/properties/publicNetworkAccess")
        .asText();
  }

  private static int locks(SampleRequest request) {
    return MOAT.calls().to(request.registry()).where(call -> call.method().equals("PATCH")).count();
  }
}
