package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.GROUP;
import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBNET;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBSCRIPTION;
import static dev.moat.localazure.resourcemanager.AzureWorld.ZONE;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.errorCode;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static dev.moat.localazure.resourcemanager.AzureWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceManagerTest {
  private static final String CORRELATION = "c0ffee00-0000-4000-8000-000000000001";

  @Test
  void a_call_without_api_version_is_refused() {
    ArmReply reply =
        AzureWorld.instant()
            .azure
            .handle(new ArmRequest("GET", GROUP, Map.of(), null, AzureWorld.CALLER));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(errorCode(reply)).isEqualTo("MissingApiVersionParameter");
  }

  @Test
  void every_verb_in_a_missing_group_names_the_group() {
    AzureWorld world = AzureWorld.instant();

    for (String method : List.of("GET", "PUT", "DELETE")) {
      ArmReply reply = world.call(method, NETWORK, Map.of(), json("{'location':'x'}"));
      assertThat(reply.status()).as(method).isEqualTo(404);
      assertThat(errorCode(reply)).isEqualTo("ResourceGroupNotFound");
    }
  }

  @Test
  void a_group_is_created_then_updated_then_deleted_with_all_it_holds() {
    AzureWorld world = AzureWorld.slow();

    assertThat(world.put(GROUP, "{'location':'westeurope'}").status()).isEqualTo(201);
    assertThat(world.put(GROUP, "{'location':'westeurope'}").status()).isEqualTo(200);
    world.withSubnet();
    ArmReply deleted = world.delete(GROUP);

    assertThat(deleted.status()).isEqualTo(202);
    assertThat(header(deleted, "Retry-After")).isEqualTo("15");
    assertThat(deleted.header("Azure-AsyncOperation")).isNull();
    assertThat(world.get(header(deleted, "Location")).status()).isEqualTo(202);
    world.letWorkEnd();
    assertThat(world.get(header(deleted, "Location")).status()).isEqualTo(200);
    assertThat(errorCode(world.get(SUBNET))).isEqualTo("ResourceGroupNotFound");
  }

  @Test
  void head_tells_whether_a_group_exists() {
    AzureWorld world = AzureWorld.instant();

    assertThat(world.call("HEAD", GROUP, Map.of(), null).status()).isEqualTo(404);
    world.withGroup();
    assertThat(world.call("HEAD", GROUP, Map.of(), null).status()).isEqualTo(204);
  }

  @Test
  void a_missing_resource_and_a_missing_parent_have_their_own_codes() {
    AzureWorld world = AzureWorld.instant().withGroup();

    assertThat(errorCode(world.get(NETWORK))).isEqualTo("ResourceNotFound");
    assertThat(errorCode(world.get(SUBNET))).isEqualTo("ResourceNotFound");
    assertThat(body(world.get(SUBNET)).at("/error/message").asText())
        .contains("'Microsoft.Network/virtualNetworks/vnet'");
    ArmReply put = world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/24'}}");
    assertThat(put.status()).isEqualTo(404);
    assertThat(errorCode(put)).isEqualTo("ParentResourceNotFound");
  }

  @Test
  void paths_have_no_case_no_empty_segments_and_may_encode_their_slashes() {
    AzureWorld world = AzureWorld.instant().withSubnet();
    String odd =
        SUBSCRIPTION.toUpperCase()
            + "/resourcegroups/RG/providers/microsoft.network//VirtualNetworks/VNET%2Fsubnets%2Fendpoints";

    assertThat(world.get(odd).status()).isEqualTo(200);
  }

  @Test
  void an_operation_is_unfinished_once_even_when_it_takes_no_time() {
    AzureWorld world = AzureWorld.instant().withNetwork();
    ArmReply put = world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");

    String url = header(put, "Azure-AsyncOperation");
    ArmReply first = world.get(url);
    ArmReply second = world.get(url);

    assertThat(header(put, "Retry-After")).isEqualTo("0");
    assertThat(body(first)).isEqualTo(json("{'status':'InProgress'}"));
    assertThat(header(first, "Retry-After")).isEqualTo("0");
    assertThat(body(second)).isEqualTo(json("{'status':'Succeeded'}"));
    assertThat(second.header("Retry-After")).isNull();
  }

  @Test
  void a_polling_url_must_be_called_as_it_was_received() {
    AzureWorld world = AzureWorld.instant().withNetwork();
    ArmReply put = world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");
    String url = header(put, "Azure-AsyncOperation");

    assertThat(url).hasSizeGreaterThan(1800);
    assertThat(world.get(url.substring(0, url.length() - 1)).status()).isEqualTo(403);
  }

  @Test
  void network_polls_ask_for_ever_longer_waits() {
    AzureWorld world = AzureWorld.slow().withSubnet().withRegistry("Premium");
    ArmReply put =
        world.put(AzureWorld.ENDPOINT, AzureWorld.endpoint("privateLinkServiceConnections"));

    String url = header(put, "Azure-AsyncOperation");
    assertThat(header(put, "Retry-After")).isEqualTo("10");
    assertThat(header(world.get(url), "Retry-After")).isEqualTo("10");
    assertThat(header(world.get(url), "Retry-After")).isEqualTo("20");
    assertThat(header(world.get(url), "Retry-After")).isEqualTo("40");
  }

  @Test
  void calls_are_recorded_with_caller_and_correlation() {
    AzureWorld world = AzureWorld.instant();
    world.azure.handle(
        new ArmRequest(
            "PUT",
            GROUP + "?api-version=2022-09-01",
            Map.of("X-Ms-Correlation-Request-Id", CORRELATION),
            json("{'location':'westeurope'}"),
            AzureWorld.CALLER));

    RecordedCall call = world.azure.calls().get(0);
    assertThat(call.method()).isEqualTo("PUT");
    assertThat(call.apiVersion()).isEqualTo("2022-09-01");
    assertThat(call.status()).isEqualTo(201);
    assertThat(call.caller()).isEqualTo(AzureWorld.CALLER);
    assertThat(call.correlationId()).isEqualTo(CORRELATION);
    world.azure.clearCalls();
    assertThat(world.azure.calls()).isEmpty();
  }

  @Test
  void a_correlation_id_that_is_no_guid_is_replaced() {
    AzureWorld world = AzureWorld.instant();

    ArmReply reply = world.call("GET", GROUP, Map.of("x-ms-correlation-request-id", "mine"), null);

    assertThat(header(reply, "x-ms-correlation-request-id")).hasSize(36).contains("-");
  }

  @Test
  void an_action_is_told_of() {
    AzureWorld world = AzureWorld.instant().withRegistry("Premium");
    world.patch(REGISTRY, "{'properties':{'adminUserEnabled':true}}");
    world.letWorkEnd();
    List<ResourceChange> heard = new ArrayList<>();
    world.azure.onChange(heard::add);

    world.call("POST", REGISTRY + "/listCredentials", Map.of(), null);

    assertThat(heard)
        .extracting(ResourceChange::operationName)
        .containsExactly("Microsoft.ContainerRegistry/registries/listCredentials/action");
    assertThat(heard.get(0).resourceId()).isEqualTo(REGISTRY);
  }

  @Test
  void a_change_tells_whether_the_resource_was_there_before() {
    AzureWorld world = AzureWorld.instant().withNetwork();
    List<ResourceChange> heard = new ArrayList<>();
    world.azure.onChange(heard::add);

    world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");
    world.letWorkEnd();
    world.delete(SUBNET);
    world.letWorkEnd();

    assertThat(heard)
        .extracting(change -> change.request().onExisting())
        .containsExactly(false, true);
  }

  @Test
  void listeners_hear_of_a_change_when_its_work_is_over() {
    AzureWorld world = AzureWorld.slow().withNetwork();
    List<ResourceChange> heard = new ArrayList<>();
    world.azure.onChange(heard::add);

    world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");
    assertThat(heard).isEmpty();
    world.letWorkEnd();
    world.azure.advance();

    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).operationName())
        .isEqualTo("Microsoft.Network/virtualNetworks/subnets/write");
    assertThat(heard.get(0).resourceId()).isEqualTo(SUBNET);
    assertThat(heard.get(0).caller()).isEqualTo(AzureWorld.CALLER);
  }

  @Test
  void the_same_seed_gives_the_same_answers() {
    assertThat(AzureWorld.slow().withEndpoint().azure.calls())
        .isEqualTo(AzureWorld.slow().withEndpoint().azure.calls());
  }

  @Test
  void too_many_writes_of_one_principal_are_throttled_until_the_bucket_refills() {
    AzureWorld world = AzureWorld.instant();
    ArmReply first = world.put(GROUP, "{'location':'westeurope'}");
    assertThat(header(first, "x-ms-ratelimit-remaining-subscription-writes")).isEqualTo("199");
    for (int i = 1; i < 200; i++) {
      world.put(GROUP, "{'location':'westeurope'}");
    }

    ArmReply refused = world.put(GROUP, "{'location':'westeurope'}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(errorCode(refused)).isEqualTo("SubscriptionRequestsThrottled");
    assertThat(header(refused, "Retry-After")).isEqualTo("1");
    assertThat(world.get(GROUP).status()).isEqualTo(200);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.put(GROUP, "{'location':'westeurope'}").status()).isEqualTo(200);
  }

  @Test
  void reads_of_private_dns_are_throttled_per_type() {
    Throttling none = Throttling.none();
    Throttling few =
        new Throttling(
            none.reads(),
            none.writes(),
            none.deletes(),
            none.networkReads(),
            none.networkWrites(),
            new Throttling.Window(2, Duration.ofMinutes(5)));
    AzureWorld world = new AzureWorld(Latency.instant(), few).withZone();
    world.get(ZONE);
    world.get(ZONE);

    ArmReply refused = world.get(ZONE);
    assertThat(errorCode(refused)).isEqualTo("ResourceRequestsThrottled");
    assertThat(header(refused, "Retry-After")).isEqualTo("300");
  }

  @Test
  void a_fault_refuses_the_next_matching_calls_only() {
    AzureWorld world = AzureWorld.instant();
    world
        .azure
        .faults()
        .next(1, "PUT", "/resourcegroups/rg", new Fault.Refused(503, "Unavailable", "Later.", 7));

    ArmReply refused = world.put(GROUP, "{'location':'westeurope'}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(header(refused, "Retry-After")).isEqualTo("7");
    assertThat(world.put(GROUP, "{'location':'westeurope'}").status()).isEqualTo(201);
  }

  @Test
  void a_fault_can_delay_an_answer_or_lose_it_after_the_work_was_done() {
    AzureWorld world = AzureWorld.instant();
    world.azure.faults().next(1, "*", "rg", new Fault.AnswerLost());
    world.azure.faults().next(1, "*", "rg", new Fault.Delayed(Duration.ofSeconds(9)));

    ArmReply lost = world.put(GROUP, "{'location':'westeurope'}");
    assertThat(lost.status()).isEqualTo(504);
    assertThat(errorCode(lost)).isEqualTo("GatewayTimeout");
    ArmReply delayed = world.put(GROUP, "{'location':'westeurope'}");
    assertThat(delayed.status()).isEqualTo(200);
    assertThat(delayed.delay()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void a_fault_can_fail_an_operation_at_its_end() {
    AzureWorld world = AzureWorld.slow().withNetwork();
    world.azure.faults().next(1, "PUT", "/subnets/", new Fault.OperationFails("Boom", "It broke."));

    ArmReply put = world.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");
    assertThat(put.status()).isEqualTo(201);
    world.letWorkEnd();
    ArmReply poll = world.get(header(put, "Azure-AsyncOperation"));

    assertThat(poll.status()).isEqualTo(200);
    assertThat(body(poll).path("status").asText()).isEqualTo("Failed");
    assertThat(body(poll).at("/error/code").asText()).isEqualTo("Boom");
    assertThat(world.read(SUBNET).at("/properties/provisioningState").asText()).isEqualTo("Failed");
  }

  @Test
  void resources_of_a_subscription_are_found_by_type() {
    AzureWorld world = AzureWorld.instant().withEndpoint();

    assertThat(
            world
                .read(
                    SUBSCRIPTION
                        + "/resources?$filter=resourceType%20eq%20'Microsoft.ContainerRegistry/registries'")
                .at("/value"))
        .singleElement()
        .satisfies(found -> assertThat(found.path("id").asText()).isEqualTo(REGISTRY));
  }
}
