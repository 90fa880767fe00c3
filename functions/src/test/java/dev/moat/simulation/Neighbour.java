package dev.moat.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Somebody who puts things of their own into what setups made. */
final class Neighbour {

  private static final Caller NEIGHBOUR = new Caller("neighbour", "neighbour");
  private static final String NETWORK = "?api-version=2023-09-01";
  private static final String DNS = "?api-version=2020-06-01";

  private final ResourceManager azure;
  private final Clock clock;
  private final RandomGenerator random;
  private final Agenda agenda;
  private int made;

  Neighbour(ResourceManager azure, Clock clock, RandomGenerator random) {
    this.azure = azure;
    this.clock = clock;
    this.random = random;
    this.agenda = new Agenda(clock);
  }

  void plan(List<SetupRequest> requests, int count, Duration within) {
    for (int i = 0; i < count; i++) {
      SetupRequest request = requests.get(random.nextInt(requests.size()));
      List<Runnable> acts =
          List.of(() -> subnet(request), () -> record(request), () -> endpoint(request));
      Runnable act = acts.get(random.nextInt(acts.size()));
      agenda.plan(clock.instant().plusMillis(random.nextLong(within.toMillis())), act);
    }
  }

  /** Does what is due. */
  void act() {
    agenda.act();
  }

  /** When the next act is due; empty when all is done. */
  Optional<Instant> nextAct() {
    return agenda.nextAct();
  }

  /** How many things Azure let pass. */
  int made() {
    return made;
  }

  private void subnet(SetupRequest request) {
    ResourceId network = request.virtualNetworks().get(0).id();
    ObjectNode body = object();
    body.putObject("properties").put("addressPrefix", "10.0.220.0/24");
    put(network.child("subnets", "neighbours") + NETWORK, body);
  }

  private void record(SetupRequest request) {
    ObjectNode body = object();
    ObjectNode properties = body.putObject("properties").put("ttl", 300);
    properties.putArray("aRecords").addObject().put("ipv4Address", "10.0.220.4");
    put(request.privateDnsZone().id().child("A", "neighbours") + DNS, body);
  }

  /** In the subnet of the setup's own endpoint. */
  private void endpoint(SetupRequest request) {
    ObjectNode body = object().put("location", request.privateEndpoint().location());
    ObjectNode properties = body.putObject("properties");
    properties.putObject("subnet").put("id", request.privateEndpoint().subnet().value());
    ObjectNode connection = properties.putArray("privateLinkServiceConnections").addObject();
    connection.put("name", "neighbours");
    connection
        .putObject("properties")
        .put("privateLinkServiceId", request.registry().id().value())
        .putArray("groupIds")
        .add("registry");
    String name = "neighbours-" + request.registry().id().name();
    put(
        RandomRequests.GROUP.extension("Microsoft.Network", "privateEndpoints", name) + NETWORK,
        body);
  }

  private void put(String path, ObjectNode body) {
    int status = azure.handle(new ArmRequest("PUT", path, Map.of(), body, NEIGHBOUR)).status();
    made += status < 300 ? 1 : 0;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
