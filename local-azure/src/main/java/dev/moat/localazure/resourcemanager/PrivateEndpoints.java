package dev.moat.localazure.resourcemanager;

/** Private endpoints. */
final class PrivateEndpoints extends StoredKind {
  static final String TYPE = "Microsoft.Network/privateEndpoints";

  PrivateEndpoints(Cloud cloud) {
    super(cloud, TYPE);
  }
}
