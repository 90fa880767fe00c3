package dev.moat.model;

import java.util.Locale;

/**
 * The key of a setup: the name of its registry and the first ten hexadecimal digits of the SHA-256
 * of the registry's resource id. People recognise it, and two spellings of one id give the same
 * key.
 */
public record SetupId(String value) {

  private static final int HASH_DIGITS = 10;

  /** The setup of this registry. */
  public static SetupId of(ResourceId registry) {
    String name = registry.name().toLowerCase(Locale.ROOT);
    return new SetupId(name + "-" + Sha256.hex(registry.key()).substring(0, HASH_DIGITS));
  }

  /** The name of its registry, in lower case. */
  public String registryName() {
    return value.substring(0, Math.max(0, value.lastIndexOf('-')));
  }

  @Override
  public String toString() {
    return value;
  }
}
