package dev.moat.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    return new SetupId(name + "-" + sha256(registry.key()).substring(0, HASH_DIGITS));
  }

  @Override
  public String toString() {
    return value;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
