package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Drift;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registry exists and is Premium; one that is not to be created is only looked at, so that all
 * that stands on it waits for it. An existing one is never put: that would reset whatever the body
 * leaves out.
 *
 * <p>Outputs: {@value #LOGIN_SERVER}; {@link MadeAs}.
 *
 * @see <a href="https://learn.microsoft.com/azure/container-registry/container-registry-skus">Only
 *     Premium has private endpoints</a>
 */
final class RegistryStep implements Step<Desired.Registry> {

  /** Output: the registry's own host name, from which the names of its records derive. */
  static final String LOGIN_SERVER = "loginServer";

  @Override
  public StepKind kind() {
    return StepKind.REGISTRY;
  }

  @Override
  public Observation observe(StepContext<Desired.Registry> context) {
    Desired.Registry desired = context.desired();
    return context
        .arm()
        .get(desired.resource(), ApiVersions.REGISTRY)
        .map(found -> existing(desired.resource(), found))
        .orElseGet(() -> missing(desired));
  }

  @Override
  public List<Watched> watches(Desired.Registry desired, Map<String, String> own) {
    return List.of(Watched.itself(desired.resource()));
  }

  @Override
  public Begun converge(StepContext<Desired.Registry> context, Observation.NeedsChange found) {
    Desired.Registry desired = context.desired();
    CreateRegistry create =
        desired
            .createIfMissing()
            .orElseThrow(() -> new IllegalStateException(desired + " is not to be created"));
    return context.arm().put(desired.resource(), ApiVersions.REGISTRY, body(create));
  }

  @Override
  public Map<String, String> outputs(Desired.Registry desired, ObjectNode firstAnswer) {
    Map<String, String> outputs = new HashMap<>(MadeAs.CREATION_DATE.made(firstAnswer));
    String loginServer = firstAnswer.at("/properties/loginServer").asText("");
    if (!loginServer.isEmpty()) {
      outputs.put(LOGIN_SERVER, loginServer);
    }
    return outputs;
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Registry desired) {
    return desired.createIfMissing().map(any -> desired.resource());
  }

  /** What is said of a registry that is not there and is not to be created. */
  static StepError notFound(ResourceId id) {
    return new StepError(
        "RegistryNotFound",
        "The registry " + id + " is not there.",
        "Create it, correct the id, or ask with createIfMissing.");
  }

  /** Why no private endpoint can be made for this registry; empty when one can. */
  static Optional<StepError> notPremium(ResourceId id, ArmResource found) {
    String sku = found.at("/sku/name").asText();
    return sku.equalsIgnoreCase("Premium")
        ? Optional.empty()
        : Optional.of(
            new StepError(
                "RegistryNotPremium",
                "The registry %s is %s, and only Premium has private endpoints.".formatted(id, sku),
                "Raise its service tier to Premium, then replay the step."));
  }

  private static Observation missing(Desired.Registry desired) {
    return desired.createIfMissing().isPresent()
        ? new Observation.Absent()
        : new Observation.Blocked(notFound(desired.resource()), List.of(Drift.GONE));
  }

  private Observation existing(ResourceId id, ArmResource found) {
    return Provisioning.changing(id, found)
        .or(
            () ->
                Provisioning.broken("RegistryNotProvisioned", id, found)
                    .or(() -> notPremium(id, found))
                    .map(Observation.Blocked::new))
        .orElseGet(() -> new Observation.Matches(outputs(found)));
  }

  private static Map<String, String> outputs(ArmResource found) {
    Map<String, String> outputs = new HashMap<>(MadeAs.CREATION_DATE.found(found.body()));
    outputs.put(LOGIN_SERVER, found.at("/properties/loginServer").asText());
    return outputs;
  }

  private static ObjectNode body(CreateRegistry create) {
    ObjectNode body = Json.object().put("location", create.location());
    body.putObject("sku").put("name", "Premium");
    return Json.tagged(body, create.tags());
  }
}
