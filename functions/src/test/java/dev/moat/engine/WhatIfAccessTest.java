package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.FakeArm;
import dev.moat.contract.TestClock;
import dev.moat.model.SetupRequest;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import dev.moat.step.AccessLoss;
import dev.moat.store.InMemoryStore;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reaches the registry today and will not once it is locked. */
class WhatIfAccessTest {

  private static final String OPEN = "publicNetworkAccess: 'Enabled', ";
  private static final String TO_ALL = OPEN + "networkRuleSet: {defaultAction: 'Allow'}";
  private static final String TO_NOBODY =
      OPEN + "networkRuleSet: {defaultAction: 'Deny', ipRules: []}";
  private static final String TO_SOME =
      OPEN + "networkRuleSet: {defaultAction: 'Deny', ipRules: [{value: '198.51.100.0/24'}]}";

  private final FakeArm azure = new FakeArm();

  @BeforeEach
  void all_is_in_place() {
    InPlace.in(azure);
  }

  @Test
  void at_a_closed_registry_nobody_loses_access() {
    InPlace.registry(azure, "publicNetworkAccess: 'Disabled'");

    assertThat(forecast()).isEmpty();
    assertThat(azure.calls()).noneMatch(call -> call.path().endsWith("/tasks"));
  }

  @Test
  void at_a_registry_that_lets_in_nobody_nobody_loses_access() {
    InPlace.registry(azure, TO_NOBODY);

    assertThat(forecast()).isEmpty();
  }

  @Test
  void at_an_open_registry_all_lose_access_but_the_linked_networks() {
    InPlace.registry(azure, TO_ALL);

    List<AccessLoss> losses = forecast();

    assertThat(losses)
        .extracting(AccessLoss::who)
        .containsExactly(
            "Machines outside the linked networks",
            "Build agents that Microsoft or GitHub hosts",
            "Web apps and functions of App Service that pull over the public network",
            "The Azure portal and az acr repository, used from outside the linked networks",
            "az acr build and az acr run");
    assertThat(losses.get(0).why()).contains(SampleRequest.NETWORK.value());
    assertThat(losses).allSatisfy(loss -> assertThat(loss.advice()).isNotBlank());
  }

  @Test
  void those_whom_a_rule_lets_in_are_named() {
    InPlace.registry(azure, TO_SOME);
    azure.withInVersion(
        SampleRequest.REGISTRY,
        ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES,
        """
        {properties: {networkRuleSet: {virtualNetworkRules: [
         {virtualNetworkSubnetResourceId: '/s/1'}, {id: '/s/2'}]}}}
        """);

    assertThat(forecast())
        .extracting(AccessLoss::who)
        .startsWith(
            "Machines at 198.51.100.0/24",
            "Machines in the subnet /s/1",
            "Machines in the subnet /s/2")
        .doesNotContain("Machines outside the linked networks");
  }

  @Test
  void trusted_services_keep_access_unless_the_registry_trusts_none() {
    InPlace.registry(azure, TO_ALL + ", networkRuleBypassOptions: 'AzureServices'");
    assertThat(forecast()).noneMatch(loss -> loss.who().contains("Defender"));

    InPlace.registry(azure, TO_ALL + ", networkRuleBypassOptions: 'None'");
    assertThat(forecast()).filteredOn(loss -> loss.who().contains("Defender")).hasSize(1);
  }

  @Test
  void tasks_lose_access_by_name() {
    task("plain", "{properties: {status: 'Enabled'}}");
    task("off", "{properties: {status: 'Disabled'}}");
    task("own", "{identity: {type: 'SystemAssigned, UserAssigned'}, properties: {}}");
    task("pooled", "{properties: {agentPoolName: 'inside'}}");

    List<AccessLoss> losses = ofTasks();

    assertThat(losses)
        .extracting(AccessLoss::who)
        .containsExactly("The task 'plain'", "The task 'own'", "The task 'pooled'");
    assertThat(losses.get(1).why()).contains("networkRuleBypassAllowedForTasks");
    assertThat(losses.get(2).why()).contains("only if its agent pool 'inside'");
  }

  @Test
  void a_task_with_an_identity_of_its_own_keeps_access_where_the_registry_says_so_twice() {
    task("plain", "{properties: {}}");
    task("own", "{identity: {type: 'SystemAssigned'}, properties: {}}");
    String allowed = TO_ALL + ", networkRuleBypassAllowedForTasks: true";

    InPlace.registry(azure, allowed + ", networkRuleBypassOptions: 'AzureServices'");
    assertThat(ofTasks()).extracting(AccessLoss::who).containsExactly("The task 'plain'");

    InPlace.registry(azure, allowed + ", networkRuleBypassOptions: 'None'");
    assertThat(ofTasks()).hasSize(2);
  }

  @Test
  void tasks_that_may_not_be_listed_are_told_together() {
    azure.refuse(SampleRequest.REGISTRY + "/tasks", FakeArm.error(403, "AuthorizationFailed"));

    assertThat(forecast())
        .filteredOn(loss -> loss.who().equals("ACR Tasks"))
        .singleElement()
        .extracting(AccessLoss::why)
        .asString()
        .contains("AuthorizationFailed");
  }

  @Test
  void a_network_of_the_request_that_is_not_linked_loses_access_with_its_service_endpoints() {
    SetupRequest unlinked = linkedToAnother();
    azure.with(
        SampleRequest.NETWORK,
        """
        {properties: {addressSpace: {addressPrefixes: ['10.0.0.0/16']}, subnets: [
         {name: 'agents', properties: {addressPrefix: '10.0.2.0/24',
          serviceEndpoints: [{service: 'Microsoft.ContainerRegistry'}]}},
         {name: 'other', properties: {addressPrefix: '10.0.3.0/24',
          serviceEndpoints: [{service: 'Microsoft.Storage'}]}}]}}
        """);

    assertThat(forecast(unlinked))
        .filteredOn(loss -> loss.who().equals("Machines in the network " + SampleRequest.NETWORK))
        .singleElement()
        .extracting(AccessLoss::why)
        .asString()
        .contains("service endpoint of agents ends");
  }

  @Test
  void what_could_be_read_before_a_refusal_is_told_too() {
    azure.refuse(SampleRequest.NETWORK.value(), FakeArm.error(403, "AuthorizationFailed"));

    assertThat(forecast(linkedToAnother()))
        .extracting(AccessLoss::who)
        .contains(
            "Machines outside the linked networks",
            "Whoever else comes from outside the linked networks");
  }

  private void task(String name, String body) {
    azure.with(SampleRequest.REGISTRY.child("tasks", name), body);
  }

  private List<AccessLoss> ofTasks() {
    return forecast().stream().filter(loss -> loss.who().startsWith("The task")).toList();
  }

  private static SetupRequest linkedToAnother() {
    String id = "\"virtualNetworkId\": \"" + SampleRequest.NETWORK;
    String text = SampleRequest.TEXT.replace(id, id + "-hub");
    return ((ParseResult.Accepted) new RequestParser().parse(text)).request();
  }

  private List<AccessLoss> forecast() {
    return forecast(SampleRequest.REQUEST);
  }

  private List<AccessLoss> forecast(SetupRequest request) {
    Forecast forecast = new WhatIf(new InMemoryStore(new TestClock(World.NOON)), azure).of(request);
    assertThat(azure.writes()).isEmpty();
    return forecast.losesAccess();
  }
}
