package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Public access is off. It is switched off only on a {@link PrivatePath} that was read just now and
 * has no gap; while there is one, the step waits and says what is missing. The network rules, which
 * say who would get in if public access came back, are guarded too: they stay as they were at the
 * lock, or when the lock was first seen.
 *
 * <p>Remembers {@value Posture#OUTPUT}: the registry's network settings as they were, in JSON; and
 * {@value NetworkRules#FIELD}: its network rules, in JSON.
 *
 * <p>That Azure takes network rules while public access is off is not written anywhere; its own
 * command line sends both in one change, and changes the rules of any registry with a list that may
 * be empty.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acr/network_rule.py">The
 *     Azure CLI on network rules</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints#disable-public-access">Disable
 *     public access</a>
 */
final class LockdownStep implements Step<Desired.Lockdown> {

  @Override
  public StepKind kind() {
    return StepKind.LOCKDOWN;
  }

  @Override
  public Observation observe(StepContext<Desired.Lockdown> context) {
    ResourceId registry = context.desired().resource();
    return context
        .arm()
        .get(registry, ApiVersions.REGISTRY)
        .map(found -> existing(context, found))
        .orElseGet(() -> new Observation.Blocked(RegistryStep.notFound(registry)));
  }

  /** The lock is never cut on what was seen before: the proof is read in the same turn. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  @Override
  public List<Watched> watches(Desired.Lockdown desired, Map<String, String> own) {
    return List.of(Watched.itself(desired.resource()));
  }

  /**
   * Cuts public access, and brings back the network rules where they differ. Throws {@link
   * IllegalStateException} when what was found holds no proof of the private path: there is no way
   * to lock without one.
   */
  @Override
  public Begun converge(StepContext<Desired.Lockdown> context, Observation.NeedsChange found) {
    if (!(found instanceof Observation.Differs proved) || proved.evidence().isEmpty()) {
      throw new IllegalStateException(
          "Refused to lock " + context.desired().resource() + " without a proof");
    }
    ObjectNode body = Json.object();
    ObjectNode properties = body.putObject("properties").put(Posture.ACCESS, "Disabled");
    NetworkRules rules = rules(context, proved.found());
    if (!rules.differences(NetworkRules.of(proved.found())).isEmpty()) {
      properties.set(NetworkRules.FIELD, rules.json());
    }
    return context.arm().patch(context.desired().resource(), ApiVersions.REGISTRY, body);
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Lockdown desired) {
    return Optional.of(desired.resource());
  }

  private static Observation existing(StepContext<Desired.Lockdown> context, ArmResource registry) {
    NetworkRules rules = rules(context, registry);
    List<Difference> differences = new ArrayList<>(rules.differences(NetworkRules.of(registry)));
    if (!isClosed(registry)) {
      differences.add(0, new Difference(Posture.ACCESS, "Disabled", access(registry)));
    }
    if (differences.isEmpty()) {
      return new Observation.Matches(remembered(context, rules, registry));
    }
    return Provisioning.changing(context.desired().resource(), registry)
        .orElseGet(() -> decide(context, registry, differences));
  }

  /** Whether public access is off. */
  static boolean isClosed(ArmResource registry) {
    return access(registry).equalsIgnoreCase("Disabled");
  }

  private static String access(ArmResource registry) {
    return registry.at("/properties/" + Posture.ACCESS).asText("Enabled");
  }

  /** The network rules as they were when Moat locked or first saw the lock; else as they are. */
  private static NetworkRules rules(StepContext<Desired.Lockdown> context, ArmResource registry) {
    return Optional.ofNullable(context.own().get(NetworkRules.FIELD))
        .map(NetworkRules::parse)
        .orElseGet(() -> NetworkRules.of(registry));
  }

  private static Observation decide(
      StepContext<Desired.Lockdown> context, ArmResource registry, List<Difference> differences) {
    PrivatePath path = PrivatePath.read(context, registry);
    if (!path.missing().isEmpty()) {
      return new Observation.InProgress(
          "The private path is not proved: " + String.join("; ", path.missing()), differences);
    }
    return new Observation.Differs(
        differences,
        registry,
        path.facts(),
        remembered(context, rules(context, registry), registry));
  }

  /** A registry that was locked before Moat saw it is to be locked after Moat, too. */
  private static Map<String, String> remembered(
      StepContext<Desired.Lockdown> context, NetworkRules rules, ArmResource registry) {
    String posture = context.own().getOrDefault(Posture.OUTPUT, Posture.of(registry).toString());
    return Map.of(NetworkRules.FIELD, rules.json().toString(), Posture.OUTPUT, posture);
  }
}
