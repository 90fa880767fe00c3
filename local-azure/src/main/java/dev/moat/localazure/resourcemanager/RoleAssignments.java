package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Role assignments, at a subscription, a group or a resource. Written at once; one per scope,
 * principal and role whatever its name.
 *
 * <p>What the same name with the same content answers is not known; here it is 200 and changes
 * nothing.
 */
final class RoleAssignments extends StoredKind {
  static final String TYPE = "Microsoft.Authorization/roleAssignments";
  private static final Pattern PRINCIPAL =
      Pattern.compile("(?:principalId\\s+eq\\s+|assignedTo\\()'([^']*)'", Pattern.CASE_INSENSITIVE);

  private final Tenant tenant;
  private final RoleDefinitions roles;

  RoleAssignments(Cloud cloud, Tenant tenant) {
    super(cloud, TYPE);
    this.tenant = tenant;
    this.roles = new RoleDefinitions(cloud);
  }

  /** Whether an assignment holds at a scope: it was made there, or above. */
  static boolean holdsAt(Resource assignment, String scope) {
    return ResourceId.key(scope + "/").startsWith(ResourceId.key(assignment.id().scope() + "/"));
  }

  @Override
  public ArmReply get(Call call) {
    Resource assignment = cloud.find(call.id()).orElseThrow(() -> missing(call).refusal());
    return answer(200, assignment, call);
  }

  private static ArmError missing(Call call) {
    return ArmError.of(
        404,
        "RoleAssignmentNotFound",
        "The role assignment '%s' is not found.".formatted(call.id().name()));
  }

  @Override
  public ArmReply put(Call call) {
    checkScope(call.id());
    JsonNode sent = call.body().path("properties");
    roles.check(Json.text(sent, "/roleDefinitionId"), call.id().scope());
    checkPrincipal(sent);
    RoleAssignmentBody.checkCondition(sent);
    Optional<Resource> existing = cloud.find(call.id());
    refuseOther(call.id(), sent);
    existing.ifPresent(assignment -> refuseOtherGrant(assignment, sent));
    ObjectNode properties = RoleAssignmentBody.properties(call, sent, existing);
    boolean same =
        existing
            .map(old -> RoleAssignmentBody.sameContent(old.properties(), properties))
            .orElse(false);
    if (same) {
      return answer(200, existing.orElseThrow(), call);
    }
    ObjectNode body = Json.object();
    body.set("properties", properties);
    body.put("id", call.id().text()).put("type", TYPE).put("name", call.id().name());
    Resource assignment = store(call.id(), body);
    changed(call, "write", assignment.body().deepCopy());
    ArmReply answer = answer(201, assignment, call);
    properties.put("createdBy", call.request().caller().objectId());
    return answer.delayedBy(cloud.durationOf(Work.ROLE_ASSIGNMENT));
  }

  /** A scope of a type that is served here must exist; others are taken on trust. */
  private void checkScope(ResourceId assignment) {
    ResourceId scope = ResourceId.parse(assignment.scope());
    boolean served = ResourceId.key(scope.type()).equals(ResourceId.key(Registries.TYPE));
    if (served && cloud.find(scope).isEmpty()) {
      throw ArmErrors.notFound(scope).refusal();
    }
  }

  private void checkPrincipal(JsonNode sent) {
    String principal = Json.text(sent, "/principalId");
    if (!cloud.principals().canBeAssigned(principal, sent.hasNonNull("principalType"))) {
      throw ArmError.of(
              400,
              "PrincipalNotFound",
              ("Principal %s does not exist in the directory %s. Check that you have the correct"
                      + " principal ID. If you are creating this principal and then immediately"
                      + " assigning a role, this error might be related to a replication delay. In"
                      + " this case, set the role assignment principalType property to a value,"
                      + " such as ServicePrincipal, User, or Group.  See"
                      + " https://aka.ms/docs-principaltype")
                  .formatted(principal.replace("-", ""), tenant.id()))
          .refusal();
    }
  }

  private void refuseOther(ResourceId id, JsonNode sent) {
    boolean granted =
        cloud
            .resources()
            .ofType(TYPE)
            .filter(other -> !other.key().equals(id.key()))
            .filter(other -> other.id().scope().equalsIgnoreCase(id.scope()))
            .anyMatch(other -> sameGrant(other, sent));
    if (granted) {
      throw ArmError.of(409, "RoleAssignmentExists", "The role assignment already exists.")
          .refusal();
    }
  }

  private static void refuseOtherGrant(Resource assignment, JsonNode sent) {
    if (!sameGrant(assignment, sent)) {
      throw ArmError.of(
              400,
              "RoleAssignmentUpdateNotPermitted",
              "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.")
          .refusal();
    }
  }

  private static boolean sameGrant(Resource assignment, JsonNode sent) {
    return assignment.property("/principalId").equalsIgnoreCase(Json.text(sent, "/principalId"))
        && RoleDefinitions.guid(assignment.property("/roleDefinitionId"))
            .equalsIgnoreCase(RoleDefinitions.guid(Json.text(sent, "/roleDefinitionId")));
  }

  /** Lists what holds at the scope: above it, at it and, unless {@code atScope()}, below it. */
  @Override
  public ArmReply list(Call call) {
    String scope = ResourceId.key(call.id().scope());
    Predicate<Resource> wanted = assignment -> holdsAt(assignment, scope);
    String filter = call.path().filter();
    if (!ResourceId.key(filter).contains("atscope()")) {
      wanted = wanted.or(other -> ResourceId.key(other.id().scope()).startsWith(scope + "/"));
    }
    Matcher principal = PRINCIPAL.matcher(filter);
    if (principal.find()) {
      String id = principal.group(1);
      wanted = wanted.and(other -> other.property("/principalId").equalsIgnoreCase(id));
    }
    return ArmReply.of(
        200,
        Json.list(
            cloud
                .resources()
                .ofType(TYPE)
                .filter(wanted)
                .map(assignment -> show(assignment, call.apiVersion()))));
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> assignment = cloud.find(call.id());
    if (assignment.isEmpty()) {
      return ArmReply.empty(204);
    }
    cloud.resources().remove(call.id());
    changed(call, "delete", Json.object());
    return answer(200, assignment.get(), call);
  }
}
