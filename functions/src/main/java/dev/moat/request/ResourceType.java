package dev.moat.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The types of resource a request names, and what their ids look like. Case does not matter in the
 * words between the names.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">Resource
 *     names</a>
 */
enum ResourceType {
  REGISTRY("Microsoft.ContainerRegistry", Segment.word("registries"), Segment.registry()),
  VIRTUAL_NETWORK("Microsoft.Network", Segment.word("virtualNetworks"), Segment.name(2, 64)),
  SUBNET(
      "Microsoft.Network",
      Segment.word("virtualNetworks"),
      Segment.name(2, 64),
      Segment.word("subnets"),
      Segment.name(1, 80)),
  PRIVATE_DNS_ZONE("Microsoft.Network", Segment.word("privateDnsZones"), Segment.name(1, 63)),
  PRIVATE_ENDPOINT("Microsoft.Network", Segment.word("privateEndpoints"), Segment.name(2, 64));

  /**
   * One segment of an id.
   *
   * @param form how it is spelt, or what stands there in angle brackets
   */
  private record Segment(String form, Pattern pattern, boolean isWord) {

    static Segment word(String word) {
      return new Segment(word, Pattern.compile(word, Pattern.CASE_INSENSITIVE), true);
    }

    static Segment subscription() {
      return named(
          "<GUID of a subscription>", "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    }

    static Segment resourceGroup() {
      return named(
          "<resource group: 1 to 90 letters, digits and ._-(), not ending with a dot>",
          "[A-Za-z0-9._()-]{0,89}[A-Za-z0-9_()-]");
    }

    static Segment registry() {
      return named("<name: 5 to 50 letters and digits>", "[A-Za-z0-9]{5,50}");
    }

    /** As most types of Microsoft.Network have it. */
    static Segment name(int shortest, int longest) {
      return named(
          "<name: %d to %d letters, digits and ._-, beginning with a letter or digit and not ending"
                  .formatted(shortest, longest)
              + " with a dot or hyphen>",
          "(?=.{%d,%d}$)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_])?".formatted(shortest, longest));
    }

    private static Segment named(String form, String pattern) {
      return new Segment(form, Pattern.compile(pattern), false);
    }

    boolean isMetBy(String text) {
      return pattern.matcher(text).matches();
    }
  }

  private final List<Segment> segments;

  ResourceType(String provider, Segment... typesAndNames) {
    List<Segment> all = new ArrayList<>();
    all.add(Segment.word("subscriptions"));
    all.add(Segment.subscription());
    all.add(Segment.word("resourceGroups"));
    all.add(Segment.resourceGroup());
    all.add(Segment.word("providers"));
    all.add(Segment.word(provider));
    all.addAll(List.of(typesAndNames));
    this.segments = List.copyOf(all);
  }

  /** What keeps this text from being the id of such a resource, as the rest of a sentence. */
  Optional<String> faultOf(String id) {
    if (!IdSyntax.isPlain(id)) {
      return Optional.of(
          "is not made of plain names between slashes: Moat takes letters, digits"
              + " and ._-() only, and no '..'");
    }
    String[] found = id.substring(1).split("/");
    if (!hasWordsOf(found)) {
      return Optional.of("is not the id of a " + azureName());
    }
    for (int i = 0; i < found.length; i++) {
      if (!segments.get(i).isMetBy(found[i])) {
        return Optional.of(
            "has '" + Quoted.of(found[i]) + "' where there should be " + segments.get(i).form());
      }
    }
    return Optional.empty();
  }

  /** What such an id looks like, with its names left out. */
  String form() {
    return segments.stream()
        .map(segment -> "/" + (segment.isWord() ? segment.form() : "…"))
        .collect(Collectors.joining());
  }

  /** Such as {@code Microsoft.Network/virtualNetworks/subnets}. */
  private String azureName() {
    return segments.stream()
        .skip(5)
        .filter(Segment::isWord)
        .map(Segment::form)
        .collect(Collectors.joining("/"));
  }

  private boolean hasWordsOf(String[] found) {
    if (found.length != segments.size()) {
      return false;
    }
    for (int i = 0; i < found.length; i++) {
      if (segments.get(i).isWord() && !segments.get(i).isMetBy(found[i])) {
        return false;
      }
    }
    return true;
  }
}
