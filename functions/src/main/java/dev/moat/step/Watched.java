package dev.moat.step;

import dev.moat.model.ResourceId;
import dev.moat.model.Watch;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A resource that a step relies on, and how much of what belongs to it. */
public record Watched(ResourceId resource, Watch.Reach reach) {

  static Watched itself(ResourceId resource) {
    return new Watched(resource, Watch.Reach.ITSELF);
  }

  static Watched within(ResourceId resource) {
    return new Watched(resource, Watch.Reach.WITHIN);
  }

  /** What Moat would make, and what it found in its place. */
  static List<Watched> oursOrAdopted(ResourceId ours, @Nullable String adopted) {
    return Stream.concat(Stream.of(ours), Stream.ofNullable(adopted).map(ResourceId::new))
        .distinct()
        .map(Watched::itself)
        .toList();
  }

  static Watched names(ResourceId resource) {
    return new Watched(resource, Watch.Reach.NAMES);
  }
}
