package dev.moat.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ErrorClass.Busy;
import dev.moat.arm.ErrorClass.NotYet;
import dev.moat.arm.ErrorClass.Stale;
import dev.moat.arm.ErrorClass.Terminal;
import dev.moat.arm.ErrorClass.Throttled;
import dev.moat.arm.ErrorClass.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmErrorsTest {

  private static final Duration ASKED = Duration.ofSeconds(12);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SubscriptionRequestsThrottled",
        "ResourceRequestsThrottled",
        "TooManyRequests",
        "OperationNotAllowed",
        "AnythingElse",
        ""
      })
  void a_429_is_the_principals_quota(String code) {
    assertThat(ArmErrors.classify(error(429, code)))
        .isEqualTo(new Throttled(ArmErrors.THROTTLED_DELAY));
    assertThat(ArmErrors.classify(asking(429, code))).isEqualTo(new Throttled(ASKED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | RetryableError             | A retryable error occurred.
          409 | RetryableError             | A retryable error occurred.
          200 | RetryableError             | A retryable error occurred.
          409 | AnotherOperationInProgress | Another operation on this or dependent resource is in progress.
          429 | AnotherOperationInProgress | Another operation on this or dependent resource is in progress.
          429 | ReferencedResourceNotProvisioned | Cannot proceed with operation because resource x
          409 | ConflictError              | The registry is being updated.
          409 | Conflict                   | Operation group 'z' already has 1 operations of type 'PutZone' queued.
          409 | Conflict                   | Cannot modify this site because another operation is in progress.
          429 | 429                        | Cannot acquire exclusive lock to create, update or delete this site.
          200 | Canceled                   | ''
          """)
  void another_write_is_waited_for(int status, String code, String message) {
    ArmError error = new ArmError(status, code, message, List.of(), Optional.empty());

    assertThat(ArmErrors.classify(error)).isEqualTo(new Busy(ArmErrors.BUSY_DELAY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RetryableErrorDueToAnotherOperation", "ReferencedResourceNotProvisioned"})
  void a_detail_can_tell_that_another_write_goes_on(String detail) {
    ArmError error = new ArmError(429, "Other", "m", List.of(detail), Optional.of(ASKED));

    assertThat(ArmErrors.classify(error)).isEqualTo(new Busy(ASKED));
  }

  @Test
  void a_lasting_conflict_is_not_waited_for() {
    ArmError error =
        new ArmError(
            409,
            "Conflict",
            "Virtual network resource identity '/v' already in use.",
            List.of(),
            Optional.empty());

    assertThat(ArmErrors.classify(error)).isInstanceOf(Terminal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,PrincipalNotFound",
    "400,InUseSubnetCannotBeDeleted",
    "409,CannotDeleteResource",
    "200,InUseSubnetCannotBeDeleted"
  })
  void what_azure_has_not_caught_up_with_yet(int status, String code) {
    assertThat(ArmErrors.classify(error(status, code)))
        .isEqualTo(new NotYet(ArmErrors.NOT_YET_DELAY));
  }

  @ParameterizedTest
  @CsvSource({
    "0,NoAnswer",
    "408,RequestTimeout",
    "500,InternalServerError",
    "502,x",
    "503,ServerBusy",
    "504,GatewayTimeout",
    "200,InternalServerError",
    "401,ExpiredAuthenticationToken"
  })
  void trouble_on_the_way_passes(int status, String code) {
    assertThat(ArmErrors.classify(error(status, code)))
        .isEqualTo(new Unavailable(ArmErrors.UNAVAILABLE_DELAY));
    assertThat(ArmErrors.classify(asking(status, code))).isEqualTo(new Unavailable(ASKED));
  }

  @ParameterizedTest
  @CsvSource({
    "412,PreconditionFailed",
    "412,''",
    "200,PreconditionFailed",
    "409,RoleAssignmentExists"
  })
  void what_was_read_is_no_longer_so(int status, String code) {
    assertThat(ArmErrors.classify(error(status, code))).isEqualTo(new Stale());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | ResourceGroupNotFound      | Create the resource group
          404 | ParentResourceNotFound     | holds it
          400 | InvalidAddressPrefixFormat | CIDR
          400 | NetcfgSubnetRangesOverlap  | no other subnet
          400 | NetcfgSubnetRangeOutsideVnet | inside the network
          400 | NetcfgInvalidSubnet        | address space
          400 | InvalidResourceReference   | same region
          400 | DisablingPublicNetworkAccessNotSupported | Premium
          409 | ScopeLocked                | lock
          403 | RequestDisallowedByPolicy  | exemption
          409 | MissingSubscriptionRegistration | provider
          401 | InvalidAuthenticationToken | tenant
          200 | PollUrlRefused             | correct the endpoint
          400 | SomethingNew               | what its message names
          409 | OperationNotAllowed        | what its message names
          """)
  void what_retrying_cannot_help_comes_with_advice(int status, String code, String advice) {
    assertThat(ArmErrors.classify(error(status, code)))
        .isInstanceOfSatisfying(
            Terminal.class,
            terminal -> assertThat(terminal.advice()).contains(advice).contains("replay the step"));
  }

  @Test
  void a_missing_permission_is_named() {
    String message =
        "The client 'c' with object id 'o' does not have authorization to perform action"
            + " 'Microsoft.Network/virtualNetworks/subnets/write' over scope '/subscriptions/s' or"
            + " the scope is invalid.";

    assertThat(advice(403, "AuthorizationFailed", message))
        .contains("'Microsoft.Network/virtualNetworks/subnets/write' on /subscriptions/s,")
        .contains("the role 'Moat networks' of infra/roles.json");
  }

  @Test
  void a_permission_that_no_role_of_moat_has_is_named_alone() {
    String message =
        "The client 'c' with object id 'o' does not have authorization to perform action"
            + " 'Microsoft.Storage/storageAccounts/read' over scope '/subscriptions/s' or the scope"
            + " is invalid.";

    assertThat(advice(403, "AuthorizationFailed", message))
        .isEqualTo(
            "Give Moat's identity the permission 'Microsoft.Storage/storageAccounts/read' on"
                + " /subscriptions/s, then replay the step.");
  }

  @Test
  void an_approval_is_named_without_its_type_too() {
    String message =
        "The client 'c' with object id 'o' has permission to perform action"
            + " 'Microsoft.Network/privateEndpoints/write' on scope '/subscriptions/s/pe'; however,"
            + " it does not have permission to perform action"
            + " 'PrivateEndpointConnectionsApproval/action' on the linked scope(s)"
            + " '/subscriptions/s/registry' or the linked scope(s) are invalid.";

    assertThat(advice(403, "LinkedAuthorizationFailed", message))
        .contains("the role 'Moat registries' of infra/roles.json");
  }

  @Test
  void a_condition_that_does_not_hold_is_not_taken_for_a_missing_permission() {
    String message =
        "The client 'c' with object id 'o' has an authorization with ABAC condition that is not"
            + " fulfilled to perform action 'Microsoft.Authorization/roleAssignments/write' over"
            + " scope '/subscriptions/s/registry' or the scope is invalid.";

    assertThat(advice(403, "AuthorizationFailed", message))
        .startsWith(
            "The condition on Moat's role assignment bounds"
                + " 'Microsoft.Authorization/roleAssignments/write' on /subscriptions/s/registry");
  }

  @Test
  void a_missing_permission_on_a_linked_resource_is_named() {
    String message =
        "The client 'c' with object id 'o' has permission to perform action"
            + " 'Microsoft.Network/privateEndpoints/write' on scope '/subscriptions/s/pe'; however,"
            + " it does not have permission to perform action(s)"
            + " 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s)"
            + " '/subscriptions/s/subnet' (respectively) or the linked scope(s) are invalid.";

    assertThat(advice(403, "LinkedAuthorizationFailed", message))
        .contains("subnets/join/action' on /subscriptions/s/subnet,");
  }

  @Test
  void overlapping_namespaces_are_explained() {
    String message =
        "A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried"
            + " to link virtual network with 'privatelink.azurecr.io' and 'azurecr.io' zones.";

    assertThat(advice(400, "BadRequest", message)).contains("linked already");
  }

  private static String advice(int status, String code, String message) {
    ArmError error = new ArmError(status, code, message, List.of(), Optional.empty());
    return ((Terminal) ArmErrors.classify(error)).advice();
  }

  private static ArmError error(int status, String code) {
    return new ArmError(status, code, "m", List.of(), Optional.empty());
  }

  private static ArmError asking(int status, String code) {
    return new ArmError(status, code, "m", List.of(), Optional.of(ASKED));
  }
}
