package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.cli.screen.Ids;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;

/** A link of the name that a request asks for, to a network that it does not ask for. */
final class LeftBehind {

  private final Stage stage;
  private final Desired.Link asked;
  private final ResourceId network;

  LeftBehind(Stage stage, Desired.Link asked) {
    this.stage = stage;
    this.asked = asked;
    this.network = new ResourceId(asked.virtualNetwork().parent() + "/virtualNetworks/trial-vnet");
  }

  /** Somebody made it, with the zone and the network that it links. */
  void make(Person person) {
    put(
        person,
        network,
        ApiVersions.NETWORK,
        """
        {"location": "westcentralus",
         "properties": {"addressSpace": {"addressPrefixes": ["10.9.0.0/16"]}}}
        """);
    put(person, asked.zone(), ApiVersions.PRIVATE_DNS, "{\"location\": \"global\"}");
    put(
        person,
        asked.resource(),
        ApiVersions.PRIVATE_DNS,
        """
        {"location": "global",
         "properties": {"registrationEnabled": false, "virtualNetwork": {"id": "%s"}}}
        """
            .formatted(network));
    stage.property("link", Ids.shorten(asked.resource()));
    stage.property("to", Ids.shorten(linked()));
  }

  /** Somebody deletes it, and it is gone when this returns. */
  void remove(Person person) {
    LocalArm.Answer answer =
        person.calls(stage.moat().arm(), "DELETE", asked.resource(), ApiVersions.PRIVATE_DNS, "");
    stage.property("the change", "DELETE " + Ids.shorten(asked.resource()));
    stage.property("correlation id", answer.correlationId());
    stage
        .watch()
        .until(() -> status() == 404, () -> Ids.shorten(asked.resource()) + " is not gone.");
    stage.property("link", "none");
    stage.watch().untilLookedInto();
  }

  /** The network that the link is to, as Resource Manager tells it. */
  String linked() {
    return link().at("/properties/virtualNetwork/id").asText();
  }

  private void put(Person person, ResourceId id, String apiVersion, String body) {
    person.calls(stage.moat().arm(), "PUT", id, apiVersion, body);
    stage
        .watch()
        .until(
            () -> isMade(stage.moat().arm().get(id.value(), apiVersion)),
            () -> Ids.shorten(id) + " is not made.");
  }

  private static boolean isMade(JsonNode resource) {
    return resource.at("/properties/provisioningState").asText().equals("Succeeded");
  }

  private JsonNode link() {
    return stage.moat().arm().get(asked.resource().value(), ApiVersions.PRIVATE_DNS);
  }

  private int status() {
    String path = asked.resource() + "?api-version=" + ApiVersions.PRIVATE_DNS;
    return stage.moat().arm().call("GET", path, "").status();
  }
}
