package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Network interfaces. Those of private endpoints belong to them: nobody else writes them. */
final class NetworkInterfaces extends StoredKind {
  static final String TYPE = "Microsoft.Network/networkInterfaces";

  NetworkInterfaces(Cloud cloud) {
    super(cloud, TYPE);
  }

  @Override
  public ObjectNode show(Resource nic, String apiVersion) {
    return nic.body().deepCopy().put("etag", nic.etag());
  }
}
