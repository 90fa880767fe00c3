package dev.moat.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Somebody who takes records out of the zone while Moat works, and puts them back much later. */
final class Outsider {

  private static final Caller SOMEBODY = new Caller("somebody", "somebody");
  private static final String VERSION = "?api-version=2020-06-01";
  private static final double MEDDLES = 0.05;
  private static final int MOST_OFTEN = 3;

  private record Removed(String path, JsonNode body, Instant until) {}

  private final ResourceManager azure;
  private final Clock clock;
  private final RandomGenerator random;
  private final Chaos chaos;
  private final List<Removed> removed = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();

  Outsider(ResourceManager azure, Clock clock, RandomGenerator random, Chaos chaos) {
    this.azure = azure;
    this.clock = clock;
    this.random = random;
    this.chaos = chaos;
  }

  /** Perhaps takes a record away; puts back what is due. */
  void act() {
    removed.stream()
        .filter(r -> !r.until().isAfter(clock.instant()))
        .toList()
        .forEach(this::putBack);
    if (taken.size() < MOST_OFTEN && chaos.happens(MEDDLES)) {
      aRecord().ifPresent(this::takeAway);
    }
  }

  /** Puts everything back now. */
  void putAllBack() {
    List.copyOf(removed).forEach(this::putBack);
  }

  /** When the next record is put back. */
  Optional<Instant> nextAct() {
    return removed.stream().map(Removed::until).min(Instant::compareTo);
  }

  int meddled() {
    return taken.size();
  }

  /** How often the record was taken away that this write, a verb and a path, brings. */
  int tookAway(String write) {
    return (int) taken.stream().filter(write::endsWith).count();
  }

  private Optional<JsonNode> aRecord() {
    JsonNode zone = call("GET", RandomRequests.ZONE + "/A", null).body();
    return Optional.ofNullable(zone)
        .map(found -> found.path("value"))
        .filter(records -> !records.isEmpty())
        .map(records -> records.get(random.nextInt(records.size())));
  }

  private void takeAway(JsonNode found) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("properties").put("ttl", 10).set("aRecords", found.at("/properties/aRecords"));
    String path = found.path("id").asText();
    call("DELETE", path, null);
    Duration gone = Duration.ofSeconds(random.nextInt(1200));
    removed.add(new Removed(path, body, clock.instant().plus(gone)));
    taken.add(path.toLowerCase(Locale.ROOT));
  }

  /**
   * Azure may refuse it while it changes the zone: then it is tried again, if the zone is there.
   */
  private void putBack(Removed gone) {
    removed.remove(gone);
    int status = call("PUT", gone.path(), gone.body()).status();
    if (status >= 300 && status != 404) {
      removed.add(new Removed(gone.path(), gone.body(), clock.instant().plusSeconds(30)));
    }
  }

  private ArmReply call(String method, String path, @Nullable JsonNode body) {
    return azure.handle(new ArmRequest(method, path + VERSION, Map.of(), body, SOMEBODY));
  }
}
