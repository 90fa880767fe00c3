package dev.moat.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Watches every write at the moment it reaches Azure. It asks Azure itself, with eyes of its own,
 * whether a registry may be locked now.
 */
final class WriteWatch {

  private final Inspector inspector;
  private final Map<String, Integer> taken = new TreeMap<>();
  private Predicate<ArmRequest> needsNoProof = write -> false;
  private Consumer<ArmRequest> alsoAsked = write -> {};
  private int reads;
  private int writes;

  WriteWatch(ResourceManager azure) {
    this.inspector = new Inspector(azure);
  }

  /** Who looks at Azure with eyes of their own. */
  Inspector inspector() {
    return inspector;
  }

  /** Shows each write to somebody else too, before Azure sees it. */
  void alsoAsk(Consumer<ArmRequest> other) {
    alsoAsked = alsoAsked.andThen(other);
  }

  /** Tells which writes may close a registry without a proof of the private path. */
  void unproved(Predicate<ArmRequest> which) {
    needsNoProof = which;
  }

  void before(ArmRequest request) {
    if (request.method().equals("GET")) {
      reads++;
      return;
    }
    writes++;
    alsoAsked.accept(request);
    if (request.method().equals("PATCH") && locks(request) && !needsNoProof.test(request)) {
      inspector.assertThatThePrivatePathWorks(pathOf(request));
    }
  }

  void after(ArmRequest request, ArmReply reply) {
    boolean changesAzure = reply.status() >= 200 && reply.status() < 300;
    if (!request.method().equals("GET") && changesAzure) {
      taken.merge(
          request.method() + " " + pathOf(request).toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
  }

  int reads() {
    return reads;
  }

  /** Writes sent, whatever came of them. */
  int writes() {
    return writes;
  }

  /** The writes that Azure took, by verb and resource. */
  Map<String, Integer> taken() {
    return taken;
  }

  static boolean locks(ArmRequest request) {
    JsonNode body = request.body();
    return body != null && body.at("/properties/publicNetworkAccess").asText().equals("Disabled");
  }

  static String pathOf(ArmRequest request) {
    return request.pathAndQuery().split("\\?", 2)[0];
  }

  /** The most often taken write, for the report of a failure. */
  String most() {
    Set<Map.Entry<String, Integer>> entries = new HashSet<>(taken.entrySet());
    return entries.stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(entry -> entry.getValue() + " x " + entry.getKey())
        .orElse("none");
  }
}
