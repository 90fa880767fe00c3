package dev.moat.localazure.resourcemanager;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How Azure refuses callers who lack a right. Wordings as in public reports: an action <a
 * href="https://github.com/Azure/CloudShell/issues/561">over a scope</a>, one <a
 * href="https://github.com/Azure/aad-pod-identity/issues/339">on a linked scope</a>, and a <a
 * href="https://github.com/Azure/enterprise-azure-policy-as-code/blob/main/Scripts/Helpers/RestMethods/Set-AzRoleAssignmentRestMethod.ps1">condition</a>
 * that does not hold, of which the beginning is known; its end is taken to be as in the first.
 */
final class AccessErrors {
  private AccessErrors() {}

  static ArmError refused(Caller caller, AskedAction own) {
    return over(caller, own, "does not have authorization to perform action");
  }

  static ArmError unfulfilled(Caller caller, AskedAction own) {
    return over(
        caller,
        own,
        "has an authorization with ABAC condition that is not fulfilled to perform action");
  }

  private static ArmError over(Caller caller, AskedAction own, String how) {
    return ArmError.of(
        403,
        "AuthorizationFailed",
        ("%s %s '%s' over scope '%s' or the scope is invalid. If access was recently granted,"
                + " please refresh your credentials.")
            .formatted(client(caller), how, own.action(), own.scope()));
  }

  /** Tells of the first action that is missing, and of every scope it is missing on. */
  static ArmError linked(Caller caller, AskedAction own, List<AskedAction> missing) {
    String action = missing.get(0).action();
    String scopes =
        missing.stream()
            .filter(one -> one.action().equals(action))
            .map(AskedAction::scope)
            .collect(Collectors.joining(","));
    return ArmError.of(
        403,
        "LinkedAuthorizationFailed",
        ("%s has permission to perform action '%s' on scope '%s'; however, it does not have"
                + " permission to perform action '%s' on the linked scope(s) '%s' or the linked"
                + " scope(s) are invalid.")
            .formatted(client(caller), own.action(), own.scope(), action, scopes));
  }

  /** People are named by their user name, all others by their application. */
  private static String client(Caller caller) {
    return "The client '%s' with object id '%s'"
        .formatted(caller.claims().getOrDefault("upn", caller.applicationId()), caller.objectId());
  }
}
