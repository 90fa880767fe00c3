package dev.moat.request;

import dev.moat.model.Desired;
import dev.moat.model.ReplyTo;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
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
 * @param replyQueues names of queues to which outcomes may be told, in any case; none allows none
 */
public record GuardRails(
    List<ResourceId> allowedScopes, Set<String> allowedRoles, Set<String> replyQueues) {

  private static final Map<Reason, String> ADVICE =
      Map.of(
          Reason.SCOPE_NOT_ALLOWED,
          "If Moat is to work there, add the subscription, resource group or resource to its"
              + " allowed scopes and replay the step.",
          Reason.ROLE_NOT_ALLOWED,
          "If Moat is to grant this role, add it to its allowed roles and replay the step.");

  public GuardRails {
    allowedScopes = List.copyOf(allowedScopes);
    allowedRoles = Set.copyOf(allowedRoles);
    replyQueues = Set.copyOf(replyQueues);
  }

  /** Rails that let nobody be told of an outcome. */
  public GuardRails(List<ResourceId> allowedScopes, Set<String> allowedRoles) {
    this(allowedScopes, allowedRoles, Set.of());
  }

  /** What in the request is not allowed, in the order of the pointers; empty when all is. */
  public List<Problem> check(SetupRequest request) {
    Problems problems = new Problems();
    Touched.by(request).forEach((pointer, id) -> checkScope(pointer, id, problems));
    for (int i = 0; i < request.roleAssignments().size(); i++) {
      checkRole(
          "/roleAssignments/" + i + "/role", request.roleAssignments().get(i).role(), problems);
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
            Touched.rolesGrantedBy(desired).stream()
                .filter(role -> !allows(role))
                .findFirst()
                .map(role -> error(Reason.ROLE_NOT_ALLOWED, roleProblem(role))));
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

  private void checkRole(String pointer, String role, Problems problems) {
    if (!allows(role)) {
      String sentence =
          "names a role out of bounds: "
              + roleProblem(role)
              + ". Ask whoever runs Moat to allow it.";
      problems.add(Reason.ROLE_NOT_ALLOWED, pointer, sentence);
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

  private boolean allows(String role) {
    return allowedRoles.stream().anyMatch(role::equalsIgnoreCase);
  }

  private static String scopeProblem(ResourceId id) {
    return "'" + Quoted.of(id.value()) + "' lies in no scope that Moat is allowed to work in";
  }

  private static String roleProblem(String role) {
    return "the role '" + Quoted.of(role) + "' is not one that Moat is allowed to grant";
  }

  private static StepError error(Reason reason, String message) {
    return new StepError(reason.label(), message, ADVICE.get(reason));
  }
}
