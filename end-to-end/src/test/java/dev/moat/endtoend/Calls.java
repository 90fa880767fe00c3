package dev.moat.endtoend;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.cli.LocalArm.Call;
import dev.moat.model.ResourceId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What Moat asked of Azure, oldest first. */
record Calls(List<Call> all) {

  /** From the answer to a write until the poll that saw its end. */
  record Span(String path, Instant from, Instant to) {
    boolean overlaps(Span other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }
  }

  /** Those that asked for a change, whatever was answered. */
  Calls writes() {
    return where(Call::isWrite);
  }

  /** Those that asked how things are. */
  Calls reads() {
    return where(call -> !call.isWrite());
  }

  /** Those of which Azure took the change on. */
  Calls acceptedWrites() {
    return writes().where(call -> call.status() / 100 == 2);
  }

  /** Those about this resource itself. */
  Calls to(ResourceId resource) {
    return where(call -> call.path().equalsIgnoreCase(resource.value()));
  }

  /** Those about anything in a resource group. */
  Calls in(String group) {
    String prefix = group.toLowerCase(Locale.ROOT) + "/";
    return where(call -> call.path().toLowerCase(Locale.ROOT).startsWith(prefix));
  }

  Calls where(Predicate<Call> wanted) {
    return new Calls(all.stream().filter(wanted).toList());
  }

  Calls and(Calls later) {
    return new Calls(Stream.concat(all.stream(), later.all.stream()).toList());
  }

  int count() {
    return all.size();
  }

  /** How often each resource was called, by its id in lower case. */
  Map<String, Long> perResource() {
    return all.stream()
        .collect(
            groupingBy(call -> call.path().toLowerCase(Locale.ROOT), TreeMap::new, counting()));
  }

  /** The spans of the accepted PUTs of these resources. */
  List<Span> putsOf(ResourceId... resources) {
    return Stream.of(resources)
        .flatMap(resource -> acceptedWrites().to(resource).all.stream())
        .filter(call -> call.method().equals("PUT"))
        .map(this::span)
        .toList();
  }

  private Span span(Call write) {
    List<String> urls = operationPaths(write);
    Instant end =
        all.stream()
            .filter(call -> urls.stream().anyMatch(call.path()::equalsIgnoreCase))
            .map(Call::at)
            .max(Instant::compareTo)
            .orElse(write.at());
    return new Span(write.path(), write.at(), end);
  }

  private static List<String> operationPaths(Call write) {
    Iterable<Map.Entry<String, JsonNode>> headers = write.headers().properties();
    return StreamSupport.stream(headers.spliterator(), false)
        .filter(
            header ->
                header.getKey().equalsIgnoreCase("Azure-AsyncOperation")
                    || header.getKey().equalsIgnoreCase("Location"))
        .map(header -> URI.create(header.getValue().asText()).getPath())
        .toList();
  }

  /** A table for people: how many calls of which kind. */
  String byKind() {
    return all.stream()
        .collect(groupingBy(Calls::kind, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(kind -> "%4d %s".formatted(kind.getValue(), kind.getKey()))
        .collect(joining("\n"));
  }

  /** Such as {@code PUT Microsoft.Network/virtualNetworks/subnets}. */
  private static String kind(Call call) {
    String path = call.path();
    int provider = path.lastIndexOf("/providers/");
    String[] segments = path.substring(Math.max(0, provider + 11)).split("/");
    StringBuilder type = new StringBuilder(segments[0]);
    for (int i = 1; i < segments.length; i += 2) {
      type.append('/').append(segments[i]);
    }
    return call.method() + " " + type;
  }

  @Override
  public String toString() {
    return all.stream()
        .map(call -> call.at() + " " + call.method() + " " + call.path() + " " + call.status())
        .collect(joining("\n"));
  }
}
