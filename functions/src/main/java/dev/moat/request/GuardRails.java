package dev.moat.request;

import dev.moat.model.Desired;
import dev.moat.model.ReplyTo;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.StepError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Moat may touch at all, set by whoever runs it. Anyone who can post to the queue is bounded
 * by this, whatever the identity Moat runs as could do. Checked when a request is accepted, and
 * again by each step before it writes, so that narrowing the rails also stops setups that are under
 * way.
 *
 * @param allowedScopes subscriptions, resource groups or resources; none allows nothing
 * @param allowedRoles names of roles that may be granted, in any case; none allows none
 * @param allowedPrincipalTypes what roles may be granted to, such as {@code ServicePrincipal}, in
 *     any case; none allows none
 * @param replyQueues names of queues to which outcomes may be told, in any case; none allows none
 */
public record GuardRails(
    List<ResourceId> allowedScopes,
    Set<String> allowedRoles,
    Set<String> allowedPrincipalTypes,
    Set<String> replyQueues) {

  /** What roles may be granted to unless whoever runs Moat says otherwise. */
  public static final String DEFAULT_PRINCIPAL_TYPE = "ServicePrincipal";

  private static final Map<Reason, String> ADVICE =
      Map.of(
          Reason.SCOPE_NOT_ALLOWED,
          "If Moat is to work there, add the subscription, resource group or resource to its"
              + " allowed scopes and replay the step.",
          Reason.ROLE_NOT_ALLOWED,
          "If Moat is to grant this role, add it to its allowed roles and replay the step.",
          Reason.PRINCIPAL_TYPE_NOT_ALLOWED,
          "If Moat is to grant roles to principals of this type, add it to its allowed principal"
              + " types and replay the step.");

  public GuardRails {
    allowedScopes = List.copyOf(allowedScopes);
    allowedRoles = Set.copyOf(allowedRoles);
    allowedPrincipalTypes = Set.copyOf(allowedPrincipalTypes);
    replyQueues = Set.copyOf(replyQueues);
  }

  /** Rails for service principals, which let nobody be told of an outcome. */
  public GuardRails(List<ResourceId> allowedScopes, Set<String> allowedRoles) {
    this(allowedScopes, allowedRoles, Set.of(DEFAULT_PRINCIPAL_TYPE), Set.of());
  }

  /** What in the request is not allowed, in the order of the pointers; empty when all is. */
  public List<Problem> check(SetupRequest request) {
    Problems problems = new Problems();
    Touched.by(request).forEach((pointer, id) -> checkScope(pointer, id, problems));
    for (int i = 0; i < request.roleAssignments().size(); i++) {
      checkGrant("/roleAssignments/" + i, request.roleAssignments().get(i), problems);
    }
    request.replyTo().ifPresent(replyTo -> checkReplyQueue(replyTo, problems));
    return problems.list();
  }

  /** The first thing the step would read, write or join that is not allowed. */
  public Optional<StepError> check(Desired desired) {
    Optional<StepError> scope =
        Touched.by(desired).stream()
            .filter(id -> !allows(id))
            .findFirst()
            .map(id -> error(Reason.SCOPE_NOT_ALLOWED, scopeProblem(id)));
    return scope.or(
        () ->
            Touched.grantedBy(desired).stream()
                .flatMap(grant -> grantError(grant).stream())
                .findFirst());
  }

  private Optional<StepError> grantError(RoleAssignment grant) {
    if (!allowsRole(grant)) {
      return Optional.of(error(Reason.ROLE_NOT_ALLOWED, roleProblem(grant.role())));
    }
    return allowsPrincipal(grant)
        ? Optional.empty()
        : Optional.of(error(Reason.PRINCIPAL_TYPE_NOT_ALLOWED, principalProblem(grant)));
  }

  private void checkScope(String pointer, ResourceId id, Problems problems) {
    if (!allows(id)) {
      String sentence =
          "names a resource out of bounds: "
              + scopeProblem(id)
              + ". Ask whoever runs Moat to allow it.";
      problems.add(Reason.SCOPE_NOT_ALLOWED, pointer, sentence);
    }
  }

  private void checkGrant(String pointer, RoleAssignment grant, Problems problems) {
    if (!allowsRole(grant)) {
      String sentence =
          "names a role out of bounds: "
              + roleProblem(grant.role())
              + ". Ask whoever runs Moat to allow it.";
      problems.add(Reason.ROLE_NOT_ALLOWED, pointer + "/role", sentence);
    }
    if (!allowsPrincipal(grant)) {
      String sentence =
          "names a type of principal out of bounds: "
              + principalProblem(grant)
              + ". Ask whoever runs Moat to allow it.";
      problems.add(Reason.PRINCIPAL_TYPE_NOT_ALLOWED, pointer + "/principalType", sentence);
    }
  }

  /** Service Bus tells no difference between two spellings of a name. */
  private void checkReplyQueue(ReplyTo replyTo, Problems problems) {
    if (replyQueues.stream().noneMatch(replyTo.queue()::equalsIgnoreCase)) {
      String sentence =
          "names a queue out of bounds: '%s' is not one that Moat is allowed to reply to. Ask whoever runs Moat to allow it."
              .formatted(Quoted.of(replyTo.queue()));
      problems.add(Reason.REPLY_QUEUE_NOT_ALLOWED, "/replyTo/queueName", sentence);
    }
  }

  private boolean allows(ResourceId id) {
    return IdSyntax.isPlain(id.value()) && allowedScopes.stream().anyMatch(id::isAtOrUnder);
  }

  private boolean allowsRole(RoleAssignment grant) {
    return allowedRoles.stream().anyMatch(grant.role()::equalsIgnoreCase);
  }

  private boolean allowsPrincipal(RoleAssignment grant) {
    return allowedPrincipalTypes.stream().anyMatch(grant.principalType()::equalsIgnoreCase);
  }

  private static String scopeProblem(ResourceId id) {
    return "'" + Quoted.of(id.value()) + "' lies in no scope that Moat is allowed to work in";
  }

  private static String roleProblem(String role) {
    return "the role '" + Quoted.of(role) + "' is not one that Moat is allowed to grant";
  }

  private static String principalProblem(RoleAssignment grant) {
    return "a "
        + Quoted.of(grant.principalType())
        + " is not a principal that Moat is allowed to grant roles to";
  }

  private static StepError error(Reason reason, String message) {
    return new StepError(reason.label(), message, ADVICE.get(reason));
  }
}
