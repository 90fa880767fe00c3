package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Azure lets Moat do what its roles grant, whatever Moat itself would do: here its own settings
 * allow more.
 */
class AccessIT {

  @RegisterExtension
  static final MoatExtension MOAT =
      MoatExtension.instant()
          .with("ALLOWED_ROLES", "AcrPull,AcrPush")
          .with("ALLOWED_PRINCIPAL_TYPES", "ServicePrincipal,Group");

  @AfterEach
  void all_roles_are_there_again() {
    MOAT.moat().access().giveAll();
  }

  @Test
  void step_whose_role_is_missing_fails_and_says_which_one_to_give() {
    SampleRequest request = SampleRequest.fresh("no-grants");
    MOAT.moat().access().take("grants");

    Setup setup = MOAT.post(request).awaitFailure(1);

    StepError error = setup.step(StepKind.IDENTITY_GRANT).error().orElseThrow();
    assertThat(error.code()).isEqualTo("AuthorizationFailed");
    assertThat(error.advice())
        .contains(
            "'Microsoft.Authorization/roleAssignments/write'",
            request.registry().value(),
            "the role 'Moat grants' of infra/roles.json");
    assertThat(setup.step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.PENDING);

    MOAT.moat().access().giveAll();
    OperatorApi.of(MOAT, "Ann").post("/setups/" + request.setup() + "/replay", "{}");
    setup.awaitSuccess(1);
  }

  @Test
  void preflight_finds_a_missing_role_before_anything_is_written() {
    SampleRequest request = SampleRequest.fresh("no-networks");
    MOAT.moat().access().take("networks");

    Setup setup = MOAT.post(request).awaitFailure(1);

    StepError error = setup.step(StepKind.PREFLIGHT).error().orElseThrow();
    assertThat(error.message())
        .contains("AuthorizationFailed", "'Microsoft.Network/virtualNetworks/read'");
    assertThat(error.advice()).contains("the role 'Moat networks' of infra/roles.json");
    assertThat(MOAT.calls().in(request.group()).writes().count()).isZero();
  }

  @Test
  void linked_resource_that_may_not_be_joined_fails_its_step_and_the_role_is_named() {
    SampleRequest request = SampleRequest.fresh("no-join");
    MOAT.moat().access().giveWithout("dns", "Microsoft.Network/privateDnsZones/join/action");

    Setup setup = MOAT.post(request).awaitFailure(1);

    StepError error = setup.step(StepKind.ZONE_GROUP).error().orElseThrow();
    assertThat(error.code()).isEqualTo("LinkedAuthorizationFailed");
    assertThat(error.advice())
        .contains(
            "'Microsoft.Network/privateDnsZones/join/action' on " + request.zone(),
            "the role 'Moat DNS' of infra/roles.json");
  }

  @Test
  void role_and_principal_outside_the_condition_are_refused_by_azure() {
    MOAT.moat().access().giveGrants(Set.of("AcrPull"), Set.of("ServicePrincipal"));
    Setup push =
        MOAT.post(SampleRequest.fresh("push").with("/roleAssignments/0/role", "\"AcrPush\""));
    Setup group =
        MOAT.post(
            SampleRequest.fresh("group").with("/roleAssignments/0/principalType", "\"Group\""));

    for (Setup setup : new Setup[] {push, group}) {
      StepError error = setup.awaitFailure(1).step(StepKind.IDENTITY_GRANT).error().orElseThrow();
      assertThat(error.code()).isEqualTo("AuthorizationFailed");
      assertThat(error.message()).contains("ABAC condition that is not fulfilled");
      assertThat(error.advice())
          .startsWith(
              "The condition on Moat's role assignment bounds"
                  + " 'Microsoft.Authorization/roleAssignments/write'");
    }
  }
}
