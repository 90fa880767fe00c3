package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.moat.arm.FakeArm;
import dev.moat.contract.TestClock;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.store.InMemoryStore;
import org.junit.jupiter.api.Test;

/**
 * A forecast is made of records that become JSON as they are, ids as texts and absences left out.
 */
class ForecastJsonTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .addMixIn(ResourceId.class, AsText.class)
          .addMixIn(SetupId.class, AsText.class)
          .addMixIn(StepName.class, AsText.class)
          .addMixIn(StepKind.class, AsLabel.class)
          .build();

  private interface AsText {
    @JsonValue
    String value();
  }

  private interface AsLabel {
    @JsonValue
    String label();
  }

  @Test
  void a_forecast_has_the_fields_of_its_records() {
    FakeArm azure = new FakeArm();
    InPlace.in(azure);
    azure.without(SampleRequest.SUBNET);

    JsonNode forecast =
        JSON.valueToTree(
            new WhatIf(new InMemoryStore(new TestClock(World.NOON)), azure)
                .of(SampleRequest.REQUEST));

    assertThat(forecast.fieldNames())
        .toIterable()
        .containsExactly(
            "setup",
            "registry",
            "feasible",
            "steps",
            "addresses",
            "losesAccess",
            "leftInPlace",
            "writes",
            "calls");
    assertThat(forecast.at("/steps/1"))
        .isEqualTo(
            FakeArm.json(
                """
                {name: 'virtual-network.secureacr-vnet', kind: 'virtual-network', resource: '%s',
                 action: 'ADOPTED', differences: []}
                """
                    .formatted(SampleRequest.NETWORK)));
    assertThat(forecast.path("addresses").toString())
        .isEqualTo("{\"subnet\":\"%s\",\"needed\":0,\"free\":251}".formatted(SampleRequest.SUBNET));
    assertThat(forecast.at("/losesAccess/0").fieldNames())
        .toIterable()
        .containsExactly("who", "why", "advice");
    assertThat(forecast.path("calls").fieldNames()).toIterable().containsExactly("reads", "writes");
  }
}
