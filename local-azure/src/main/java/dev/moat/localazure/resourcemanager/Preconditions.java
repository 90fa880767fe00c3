package dev.moat.localazure.resourcemanager;

import java.util.Optional;

/** What {@code If-Match} and {@code If-None-Match} demand of a resource, or of its absence. */
final class Preconditions {
  private static final String ANY = "*";

  private Preconditions() {}

  /** Whether the caller wanted to create, but the resource is there. */
  static boolean existsAlready(Call call, Optional<Resource> existing) {
    return ANY.equals(call.header("If-None-Match")) && existing.isPresent();
  }

  /** Whether the caller knew another state of the resource than it has. */
  static boolean wasModified(Call call, Optional<Resource> existing) {
    String expected = call.header("If-Match");
    if (expected == null || expected.isEmpty()) {
      return false;
    }
    return existing.isEmpty() || !(expected.equals(ANY) || expected.equals(existing.get().etag()));
  }
}
