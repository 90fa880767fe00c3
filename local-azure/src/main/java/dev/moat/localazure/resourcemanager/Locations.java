package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Regions, which callers may write as a name or as display text. */
final class Locations {
  private Locations() {}

  static String required(JsonNode body) {
    String location = body.path("location").asText("");
    if (location.isBlank()) {
      throw ArmError.of(
              400, "LocationRequired", "The location property is required for this definition.")
          .refusal();
    }
    return name(location);
  }

  /** {@code West Europe} becomes {@code westeurope}. */
  static String name(String location) {
    return location.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
