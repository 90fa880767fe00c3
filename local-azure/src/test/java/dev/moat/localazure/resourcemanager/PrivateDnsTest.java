package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.LINK;
import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static dev.moat.localazure.resourcemanager.AzureWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivateDnsTest {
  private static final String RECORD = ZONE + "/A/moatregistry";
  private static final String TWO_ADDRESSES =
      "{'properties':{'ttl':3600,'aRecords':[{'ipv4Address':'10.0.0.4'},{'ipv4Address':'10.0.0.5'}]}}";
  private static final Map<String, String> CREATE_ONLY = Map.of("If-None-Match", "*");

  @Test
  void a_zone_is_accepted_with_an_empty_body_and_polled_with_202() {
    AzureWorld world = AzureWorld.slow().withGroup();

    ArmReply put = world.put(ZONE, "{'location':'global'}");
    assertThat(put.status()).isEqualTo(202);
    assertThat(put.body()).isEqualTo(json("{}"));
    assertThat(header(put, "Retry-After")).isEqualTo("30");
    assertThat(header(put, "Location")).contains("/privateDnsOperationResults/");
    ArmReply running = world.get(header(put, "Azure-AsyncOperation"));
    assertThat(running.status()).isEqualTo(202);
    assertThat(running.header("Azure-AsyncOperation")).isNotNull();
    assertThat(running.header("Location")).isNotNull();
    assertThat(header(running, "Retry-After")).isEqualTo("30");
    world.letWorkEnd();

    ArmReply done = world.get(header(put, "Azure-AsyncOperation"));
    assertThat(done.status()).isEqualTo(200);
    assertThat(body(done)).isEqualTo(json("{'status':'Succeeded'}"));
    assertThat(done.header("Retry-After")).isNull();
  }

  @Test
  void a_new_zone_counts_its_soa_record() {
    AzureWorld world = AzureWorld.slow().withZone();

    assertThat(world.read(ZONE).at("/properties/numberOfRecordSets").asInt()).isEqualTo(1);
    world.put(RECORD, TWO_ADDRESSES);
    assertThat(world.read(ZONE).at("/properties/numberOfRecordSets").asInt()).isEqualTo(2);
  }

  @Test
  void a_zone_that_must_not_exist_fails_in_its_operation() {
    AzureWorld world = AzureWorld.slow().withZone();

    ArmReply put = world.call("PUT", ZONE, CREATE_ONLY, json("{'location':'global'}"));
    assertThat(put.status()).isEqualTo(202);
    world.letWorkEnd();
    ArmReply poll = world.get(header(put, "Azure-AsyncOperation"));

    assertThat(poll.status()).isEqualTo(200);
    assertThat(body(poll).at("/error/code").asText()).isEqualTo("PreconditionFailed");
    assertThat(world.read(ZONE).at("/properties/provisioningState").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void a_zone_with_a_link_cannot_be_deleted_before_it() {
    AzureWorld world = linked();

    ArmReply refused = world.delete(ZONE);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(errorCode(refused)).isEqualTo("CannotDeleteResource");
    assertThat(world.delete(LINK).status()).isEqualTo(202);
    world.letWorkEnd();
    assertThat(world.delete(ZONE).status()).isEqualTo(202);
    world.letWorkEnd();
    assertThat(world.delete(ZONE).status()).isEqualTo(204);
  }

  @Test
  void a_second_operation_on_a_zone_is_not_queued() {
    AzureWorld world = AzureWorld.slow().withNetwork();
    world.put(ZONE, "{'location':'global'}");

    ArmReply refused = world.put(LINK, AzureWorld.link(NETWORK));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(errorCode(refused)).isEqualTo("Conflict");
    assertThat(body(refused).path("message").asText()).contains("already has 1 operations");
  }

  @Test
  void a_link_is_in_progress_then_completed() {
    AzureWorld world = AzureWorld.slow().withNetwork().withZone();

    world.put(LINK, AzureWorld.link(NETWORK));
    assertThat(linkState(world.read(LINK))).isEqualTo("InProgress");
    world.letWorkEnd();

    JsonNode link = world.read(LINK);
    assertThat(linkState(link)).isEqualTo("Completed");
    assertThat(link.path("etag").asText()).startsWith("\"").endsWith("\"");
    assertThat(world.read(ZONE).at("/properties/numberOfVirtualNetworkLinks").asInt()).isOne();
    assertThat(world.read(ZONE + "/virtualNetworkLinks").path("value")).hasSize(1);
  }

  @Test
  void a_network_cannot_be_linked_to_two_zones_of_one_name() {
    AzureWorld world = linked();
    String other = ZONE.replace("/rg/", "/other/");
    world.put(SUBSCRIPTION + "/resourceGroups/other", "{'location':'westeurope'}");
    world.put(other, "{'location':'global'}");
    world.letWorkEnd();

    ArmReply put = world.put(other + "/virtualNetworkLinks/second", AzureWorld.link(NETWORK));
    assertThat(put.status()).isEqualTo(202);
    world.letWorkEnd();

    JsonNode poll = body(world.get(header(put, "Azure-AsyncOperation")));
    assertThat(poll.path("status").asText()).isEqualTo("Failed");
    assertThat(poll.at("/error/code").asText()).isEqualTo("BadRequest");
    assertThat(poll.at("/error/message").asText()).contains("overlapping namespaces");
    assertThat(world.get(other + "/virtualNetworkLinks/second").status()).isEqualTo(404);
  }

  @Test
  void a_link_known_in_another_state_fails_in_its_operation() {
    AzureWorld world = linked();

    ArmReply put =
        world.call("PUT", LINK, Map.of("If-Match", "stale"), json(AzureWorld.link(NETWORK)));
    world.letWorkEnd();

    JsonNode poll = body(world.get(header(put, "Azure-AsyncOperation")));
    assertThat(poll.at("/error/message").asText()).contains("has been modified (etag mismatch)");
    assertThat(linkState(world.read(LINK))).isEqualTo("Completed");
  }

  @Test
  void a_link_carries_its_etag_so_that_it_can_be_matched() {
    AzureWorld world = linked();
    String etag = world.read(LINK).path("etag").asText();

    ArmReply put =
        world.call("PUT", LINK, Map.of("If-Match", etag), json(AzureWorld.link(NETWORK)));
    world.letWorkEnd();

    assertThat(body(world.get(header(put, "Azure-AsyncOperation"))).path("status").asText())
        .isEqualTo("Succeeded");
  }

  @Test
  void records_are_written_at_once_with_a_dotted_name() {
    AzureWorld world = AzureWorld.slow().withZone();

    ArmReply created = world.put(RECORD, TWO_ADDRESSES);
    assertThat(created.status()).isEqualTo(201);
    assertThat(body(created).at("/properties/fqdn").asText())
        .isEqualTo("moatregistry.privatelink.azurecr.io.");
    assertThat(world.put(RECORD, TWO_ADDRESSES).status()).isEqualTo(200);
    assertThat(world.read(ZONE + "/A").path("value")).hasSize(1);
    assertThat(world.delete(RECORD).status()).isEqualTo(200);
    ArmReply missing = world.get(RECORD);
    assertThat(missing.status()).isEqualTo(404);
    assertThat(body(missing).path("code").asText()).isEqualTo("NotFound");
  }

  @Test
  void an_empty_record_set_keeps_its_empty_list() {
    AzureWorld world = AzureWorld.slow().withZone();

    world.put(RECORD, "{'properties':{'ttl':3600}}");

    assertThat(world.read(RECORD).at("/properties/aRecords").isArray()).isTrue();
  }

  @Test
  void record_preconditions_are_checked_at_once() {
    AzureWorld world = AzureWorld.slow().withZone();
    world.put(RECORD, TWO_ADDRESSES);

    ArmReply exists = world.call("PUT", RECORD, CREATE_ONLY, json(TWO_ADDRESSES));
    assertThat(exists.status()).isEqualTo(412);
    assertThat(body(exists).path("code").asText()).isEqualTo("PreconditionFailed");
    ArmReply stale = world.call("PUT", RECORD, Map.of("If-Match", "stale"), json(TWO_ADDRESSES));
    assertThat(stale.status()).isEqualTo(412);
    String etag = world.read(RECORD).path("etag").asText();
    ArmReply known = world.call("PUT", RECORD, Map.of("If-Match", etag), json(TWO_ADDRESSES));
    assertThat(known.status()).isEqualTo(200);
  }

  @Test
  void a_record_in_a_missing_zone_misses_its_parent() {
    AzureWorld world = AzureWorld.slow().withGroup();

    assertThat(errorCode(world.put(RECORD, TWO_ADDRESSES))).isEqualTo("ParentResourceNotFound");
  }

  @Test
  void all_records_of_a_zone_are_listed_with_its_soa() {
    AzureWorld world = AzureWorld.instant().withZone();
    world.put(ZONE + "/A/moatregistry", "{'properties':{'ttl':10,'aRecords':[]}}");

    assertThat(world.read(ZONE + "/ALL").path("value"))
        .extracting(record -> record.path("type").asText() + " " + record.path("name").asText())
        .containsExactly(
            "Microsoft.Network/privateDnsZones/SOA @",
            "Microsoft.Network/privateDnsZones/A moatregistry");
  }

  @Test
  void records_are_listed_in_pages_of_a_hundred() {
    AzureWorld world = AzureWorld.instant().withZone();
    for (int i = 0; i < 200; i++) {
      world.put(ZONE + "/A/r" + i, "{'properties':{'ttl':10,'aRecords':[]}}");
    }

    assertThat(pages(world, ZONE + "/A")).extracting(List::size).containsExactly(100, 100);
    List<List<String>> all = pages(world, ZONE + "/ALL");
    assertThat(all).extracting(List::size).containsExactly(100, 100, 1);
    assertThat(all.stream().flatMap(List::stream)).doesNotHaveDuplicates().contains("@", "r199");
  }

  @Test
  void links_are_listed_in_pages_of_a_hundred() {
    AzureWorld world = AzureWorld.instant().withZone();
    for (int i = 0; i < 101; i++) {
      String network = NETWORK + i;
      world.put(network, "{'location':'westeurope','properties':{}}");
      world.letWorkEnd();
      world.put(LINK + i, AzureWorld.link(network));
      world.letWorkEnd();
    }

    assertThat(pages(world, ZONE + "/virtualNetworkLinks"))
        .extracting(List::size)
        .containsExactly(100, 1);
  }

  @Test
  void a_token_that_no_page_gave_is_refused() {
    AzureWorld world = AzureWorld.instant().withZone();

    assertThat(world.get(ZONE + "/A?$skiptoken=bm9uZQ").status()).isEqualTo(400);
  }

  /** The names on each page of a list. */
  private static List<List<String>> pages(AzureWorld world, String list) {
    List<List<String>> pages = new ArrayList<>();
    for (String link = list; !link.isEmpty(); ) {
      JsonNode page = world.read(link);
      pages.add(page.path("value").findValuesAsText("name"));
      link = page.path("nextLink").asText();
    }
    return pages;
  }

  @Test
  void a_zone_takes_its_records_with_it() {
    AzureWorld world = AzureWorld.instant().withZone();
    world.put(ZONE + "/A/moatregistry", "{'properties':{'ttl':10,'aRecords':[]}}");

    world.delete(ZONE);
    world.letWorkEnd();

    assertThat(world.get(ZONE).status()).isEqualTo(404);
    world.withZone();
    assertThat(world.read(ZONE + "/A").path("value")).isEmpty();
  }

  @Test
  void zones_are_listed_per_group_and_per_subscription() {
    AzureWorld world = AzureWorld.slow().withZone();
    String list = "/providers/Microsoft.Network/privateDnsZones";

    assertThat(world.read(GROUP + list).path("value")).hasSize(1);
    assertThat(world.read(SUBSCRIPTION + list).path("value")).hasSize(1);
  }

  private static AzureWorld linked() {
    AzureWorld world = AzureWorld.slow().withNetwork().withZone();
    world.put(LINK, AzureWorld.link(NETWORK));
    world.letWorkEnd();
    return world;
  }

  private static String linkState(JsonNode link) {
    return link.at("/properties/virtualNetworkLinkState").asText();
  }
}
