package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * The list of a zone's record sets of all types: those that were written, and the SOA record that
 * every zone has. It cannot be written, and holds nothing itself.
 */
final class AllRecordSets implements ResourceKind {
  static final String TYPE = PrivateDnsZones.TYPE + "/ALL";
  private static final String SOA = PrivateDnsZones.TYPE + "/SOA";
  private static final int SOA_TTL_SECONDS = 3600;

  private final Cloud cloud;

  AllRecordSets(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ArmReply get(Call call) {
    throw ArmErrors.notFound(call.id()).refusal();
  }

  @Override
  public ArmReply list(Call call) {
    ResourceId zone = call.id().parent();
    Stream<ObjectNode> written =
        cloud.resources().below(zone, RecordSets.TYPE).map(set -> show(set, call.apiVersion()));
    return DnsPages.of(call, Stream.concat(Stream.of(soa(zone)), written));
  }

  /** What else Azure says in it has not been seen. */
  private static ObjectNode soa(ResourceId zone) {
    ObjectNode body =
        Json.object().put("name", "@").put("id", zone.text() + "/SOA/@").put("type", SOA);
    body.putObject("properties")
        .put("fqdn", zone.name() + ".")
        .put("isAutoRegistered", false)
        .put("ttl", SOA_TTL_SECONDS)
        .putObject("soaRecord")
        .put("email", "azureprivatedns-host.microsoft.com")
        .put("host", "azureprivatedns.net");
    return body;
  }

  @Override
  public ObjectNode show(Resource set, String apiVersion) {
    return set.body().deepCopy().put("etag", set.etag());
  }
}
