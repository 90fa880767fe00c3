package dev.moat.upgrade;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What is asked for in the moments that are kept: the published sample, and a registry beside it.
 */
final class Wish {

  static final String SAMPLE = sample("secureacr");
  static final SetupRequest REQUEST = parse(SAMPLE);
  static final SetupId SETUP = REQUEST.setupId();
  static final ResourceId REGISTRY = REQUEST.registry().id();
  static final ResourceId GROUP =
      new ResourceId(REGISTRY.value().substring(0, REGISTRY.value().indexOf("/providers/")));
  static final ResourceId ZONE = REQUEST.privateDnsZone().id();
  static final ResourceId LINK = REQUEST.privateDnsZone().links().get(0).id();

  static final String REGISTRY_VERSION = "2023-07-01";
  static final String NETWORK_VERSION = "2023-09-01";
  static final String DNS_VERSION = "2020-06-01";

  /** A second registry, whose request nobody has received yet. */
  static final String OTHER =
      SAMPLE
          .replace("secureacr-1", "other-1")
          .replace("secureacr2021", "otheracr2021")
          .replace("secureacr-pe", "other-pe")
          .replace("secureacr-vnet", "other-vnet")
          .replace("acr-zonelink", "other-zonelink");

  static final SetupId OTHER_SETUP = parse(OTHER).setupId();

  private Wish() {}

  /** A published sample. */
  static String sample(String name) {
    String file = "/docs/samples/" + name + ".json";
    try (InputStream in = Wish.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SetupRequest parse(String text) {
    return ((ParseResult.Accepted) new RequestParser().parse(text)).request();
  }
}
