package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.time.Duration;
import java.util.Optional;

/** Container registries: created by an operation, mostly changed at once; no ETag. */
final class Registries extends StoredKind {
  static final String TYPE = "Microsoft.ContainerRegistry/registries";
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final RegistryConflicts conflicts;
  private final RegistryView view;
  private final RegistryLinks links;

  Registries(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new RegistryConflicts(cloud);
    this.view = new RegistryView(cloud);
    this.links = new RegistryLinks(cloud);
  }

  @Override
  public ArmReply put(Call call) {
    Optional<Resource> existing = cloud.find(call.id());
    if (existing.isEmpty()) {
      return create(call);
    }
    conflicts.refuseWhileHeld(call.id());
    Resource registry = existing.get();
    ObjectNode changed = registry.body().deepCopy();
    RegistryBody.change(changed, RegistryBody.sent(call));
    return change(call, registry, changed, false);
  }

  private ArmReply create(Call call) {
    refuseTakenName(call.id().name());
    ObjectNode body = newBody(call.id());
    RegistryBody.create(body, call);
    RegistryRules.check(body);
    Resource registry = store(call.id(), body);
    registry.provisioning("Creating");
    return operation(call, registry, Change.WRITE)
        .saying("Creating")
        .takes(Work.REGISTRY)
        .answer(answer(201, registry, call));
  }

  private void refuseTakenName(String name) {
    if (cloud.resources().ofType(TYPE).anyMatch(other -> other.name().equalsIgnoreCase(name))) {
      String message = "The registry DNS name %s.azurecr.io is already in use.".formatted(name);
      throw ArmError.of(409, "AlreadyInUse", message).refusal();
    }
  }

  @Override
  public ArmReply patch(Call call) {
    Resource registry =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    conflicts.refuseWhileHeld(call.id());
    ObjectNode sent = RegistryBody.sent(call);
    ObjectNode changed = registry.body().deepCopy();
    RegistryBody.change(changed, sent);
    return change(call, registry, changed, RegistryBody.isHeavy(sent));
  }

  /** Heavy changes take an operation; others only when they happen to take more than a second. */
  private ArmReply change(Call call, Resource registry, ObjectNode changed, boolean heavy) {
    RegistryRules.check(changed);
    registry.replaceBody(changed);
    Duration time = cloud.durationOf(Work.REGISTRY_UPDATE);
    if (!heavy && time.compareTo(AT_ONCE) <= 0) {
      registry.provisioning("Succeeded");
      changed(call, "write", show(registry, call.apiVersion()));
      return answer(200, registry, call).delayedBy(time);
    }
    registry.provisioning("Updating");
    return operation(call, registry, Change.WRITE)
        .saying("Updating")
        .takes(time)
        .answer(answer(201, registry, call));
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> registry = cloud.find(call.id());
    if (registry.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id());
    boolean hasReplicas =
        cloud.resources().below(call.id(), Replications.TYPE).findAny().isPresent();
    if (hasReplicas) {
      registry.get().provisioning("Deleting");
      return operation(call, registry.get(), Change.DELETE)
          .announcedBy(Style.LOCATION_ONLY)
          .takes(Work.REGISTRY)
          .answer(answer(202, registry.get(), call));
    }
    links.disconnectAll(registry.get());
    cloud.resources().removeTree(call.id());
    changed(call, "delete", Json.object());
    return ArmReply.empty(200);
  }

  @Override
  protected void deleted(Operation operation, Resource registry) {
    links.disconnectAll(registry);
  }

  private NewOperation operation(Call call, Resource registry, Change change) {
    return new NewOperation(cloud, call, type(), change, Dialect.REGISTRY)
        .in(registry.location())
        .retryAfter(10)
        .holding(registry.key());
  }

  @Override
  public ArmReply act(Call call, Resource registry, String action) {
    if (!action.equalsIgnoreCase("listCredentials")) {
      return super.act(call, registry, action);
    }
    if (!registry.properties().path("adminUserEnabled").asBoolean()) {
      throw ArmError.of(
              400,
              "UnAuthorizedForCredentialOperations",
              "Cannot perform credential operations for %s as admin user is disabled. Kindly enable"
                      .formatted(registry.id().text())
                  + " admin user as per docs: https://docs.microsoft.com/en-us/azure/"
                  + "container-registry/container-registry-authentication#admin-account")
          .refusal();
    }
    ObjectNode credentials = Json.object().put("username", registry.name());
    credentials
        .putArray("passwords")
        .add(Json.object().put("name", "password").put("value", cloud.opaque(39)))
        .add(Json.object().put("name", "password2").put("value", cloud.opaque(39)));
    return ArmReply.of(200, credentials);
  }

  @Override
  public ObjectNode show(Resource registry, String apiVersion) {
    return view.show(registry, apiVersion);
  }
}
