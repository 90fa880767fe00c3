package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.contract.TestClock;
import dev.moat.store.InMemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the endpoint gets the addresses it takes: one for the registry, one for each region. */
class WhatIfAddressesTest {

  private static final String REPLICAS = SampleRequest.REGISTRY + "/replications";

  private final FakeArm azure = new FakeArm();

  @BeforeEach
  void all_is_there_but_the_endpoint() {
    InPlace.in(azure);
    azure.without(SampleRequest.ENDPOINT);
  }

  @Test
  void an_endpoint_that_is_there_needs_none() {
    InPlace.in(azure);

    Forecast forecast = forecast();

    assertThat(forecast.addresses().needed()).isZero();
    assertThat(forecast.addresses().free()).hasValue(256L - 5 - 2);
    assertThat(azure.calls()).extracting(FakeArm.Call::path).doesNotContain(REPLICAS);
  }

  @Test
  void the_registry_and_its_home_take_one_each() {
    Forecast forecast = forecast();

    assertThat(forecast.addresses().subnet()).isEqualTo(SampleRequest.SUBNET);
    assertThat(forecast.addresses().needed()).isEqualTo(2);
    assertThat(forecast.addresses().warning()).isEmpty();
    assertThat(forecast.feasible()).isTrue();
  }

  @Test
  void each_replica_takes_one_more_and_home_is_listed_among_them() {
    azure
        .withListed(REPLICAS, "{name: 'westcentralus', location: 'westcentralus'}")
        .withListed(REPLICAS, "{name: 'eastus', location: 'East US'}")
        .withListed(REPLICAS, "{name: 'westeurope', location: 'westeurope'}");

    assertThat(forecast().addresses().needed()).isEqualTo(4);
  }

  @Test
  void in_a_subnet_that_is_to_be_created_all_but_those_of_azure_are_free() {
    azure.without(SampleRequest.SUBNET);

    assertThat(forecast().addresses().free()).hasValue(251L);
  }

  @Test
  void a_registry_that_is_to_be_created_has_one_region() {
    azure.without(SampleRequest.REGISTRY);

    assertThat(forecast().addresses().needed()).isEqualTo(2);
    assertThat(azure.calls()).extracting(FakeArm.Call::path).doesNotContain(REPLICAS);
  }

  @ParameterizedTest
  @CsvSource({"9, 2, true", "10, 1, false", "11, 0, false", "12, 0, false"})
  void a_small_subnet_may_have_too_few_left(int used, long free, boolean suffices) {
    InPlace.subnet(azure, "Disabled", used);
    azure
        .body(SampleRequest.SUBNET)
        .withObject("/properties")
        .putArray("addressPrefixes")
        .add("10.0.1.0/28")
        .add("fd00::/64");
    azure.body(SampleRequest.SUBNET).withObject("/properties").remove("addressPrefix");

    Forecast forecast = forecast();

    assertThat(forecast.addresses().free()).hasValue(free);
    assertThat(forecast.addresses().warning().isEmpty()).isEqualTo(suffices);
    if (!suffices) {
      assertThat(forecast.feasible()).isFalse();
      assertThat(forecast.addresses().warning())
          .get()
          .asString()
          .contains("takes 2", free + " free", SampleRequest.SUBNET.value(), "larger subnet");
    }
  }

  @Test
  void replicas_that_may_not_be_listed_are_warned_of() {
    azure.refuse(REPLICAS, FakeArm.error(403, "AuthorizationFailed"));

    Forecast forecast = forecast();

    assertThat(forecast.addresses().needed()).isEqualTo(2);
    assertThat(forecast.addresses().warning()).get().asString().contains("could not be listed");
  }

  private Forecast forecast() {
    Forecast forecast =
        new WhatIf(new InMemoryStore(new TestClock(World.NOON)), azure).of(SampleRequest.REQUEST);
    assertThat(azure.writes()).isEmpty();
    return forecast;
  }
}
