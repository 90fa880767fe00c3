package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The zone is linked to the virtual network. A network takes one link to a zone, so that a link of
 * another name is as good as ours and is adopted. One list of the zone's links shows both.
 *
 * <p>Outputs: {@code link}, its id; {@code adopted} when it has another name.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/dns/privatedns/virtual-network-links/create-or-update">Create
 *     or update</a>
 */
final class LinkStep implements Step<Desired.Link> {

  static final String LINKS = "virtualNetworkLinks";
  private static final String STATE = "virtualNetworkLinkState";

  @Override
  public StepKind kind() {
    return StepKind.LINK;
  }

  @Override
  public Observation observe(StepContext<Desired.Link> context) {
    Desired.Link desired = context.desired();
    List<ObjectNode> links =
        context.arm().list(desired.zone() + "/" + LINKS, ApiVersions.PRIVATE_DNS);
    return links.stream()
        .filter(link -> Json.isId(link.path("id"), desired.resource()))
        .findFirst()
        .map(link -> own(desired, Listed.resource(link)))
        .or(
            () ->
                links.stream()
                    .filter(link -> isTo(link, desired.virtualNetwork()))
                    .findFirst()
                    .map(link -> ofAnotherName(Listed.resource(link))))
        .orElseGet(Observation.Absent::new);
  }

  /** Setups share it: another may have made it since it was last looked at. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  @Override
  public List<Watched> watches(Desired.Link desired, Map<String, String> own) {
    return Watched.oursOrAdopted(desired.resource(), own.get("link"));
  }

  @Override
  public Begun converge(StepContext<Desired.Link> context, Observation.NeedsChange found) {
    Desired.Link desired = context.desired();
    if (found instanceof Observation.Differs differs) {
      ObjectNode body = Echo.of(differs.found(), Set.of(STATE));
      body.withObject("/properties").put("registrationEnabled", false);
      return Echo.put(context, desired.resource(), ApiVersions.PRIVATE_DNS, body, differs.found());
    }
    ObjectNode body = Json.object().put("location", "global");
    ObjectNode properties = body.putObject("properties").put("registrationEnabled", false);
    properties.putObject("virtualNetwork").put("id", desired.virtualNetwork().value());
    return context.arm().put(desired.resource(), ApiVersions.PRIVATE_DNS, body);
  }

  @Override
  public Map<String, String> outputs(Desired.Link desired, ObjectNode firstAnswer) {
    return Map.of("link", desired.resource().value());
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Link desired) {
    return Optional.of(desired.zone());
  }

  static boolean isTo(ObjectNode link, ResourceId virtualNetwork) {
    return Json.isId(link.at("/properties/virtualNetwork/id"), virtualNetwork);
  }

  static boolean isCompleted(ObjectNode link) {
    return link.at("/properties/" + STATE).asText().equalsIgnoreCase("Completed");
  }

  private static Observation own(Desired.Link desired, ArmResource found) {
    if (!isTo(found.body(), desired.virtualNetwork())) {
      return new Observation.Blocked(toAnotherNetwork(desired, found));
    }
    List<Difference> differences = new ArrayList<>(Provisioning.failure(found));
    if (found.at("/properties/registrationEnabled").asBoolean()) {
      differences.add(new Difference("registrationEnabled", "false", "true"));
    }
    return Provisioning.changing(desired.resource(), found)
        .or(() -> differing(differences, found))
        .or(() -> uncompleted(desired.resource(), found))
        .orElseGet(() -> new Observation.Matches(Map.of("link", desired.resource().value())));
  }

  private static Observation ofAnotherName(ArmResource found) {
    ResourceId link = Listed.id(found);
    return Provisioning.changing(link, found)
        .or(
            () ->
                Provisioning.broken("LinkNotProvisioned", link, found)
                    .map(Observation.Blocked::new))
        .or(() -> uncompleted(link, found))
        .orElseGet(() -> new Observation.Matches(Map.of("link", link.value(), "adopted", "true")));
  }

  private static Optional<Observation> differing(List<Difference> differences, ArmResource found) {
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(new Observation.Differs(differences, found));
  }

  /** The state of the link itself goes on for a while after its provisioning has ended. */
  private static Optional<Observation> uncompleted(ResourceId link, ArmResource found) {
    return isCompleted(found.body())
        ? Optional.empty()
        : Optional.of(new Observation.InProgress("The link " + link + " is not completed yet"));
  }

  private static StepError toAnotherNetwork(Desired.Link desired, ArmResource found) {
    return new StepError(
        "LinkToAnotherNetwork",
        "The link %s leads to %s, not to %s, and a link cannot be moved."
            .formatted(
                desired.resource(),
                found.at("/properties/virtualNetwork/id").asText(),
                desired.virtualNetwork()),
        "Ask for a link of another name, or delete this one, then replay the step.");
  }
}
