package dev.moat.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Fact;
import dev.moat.model.ResourceChange;
import dev.moat.model.Reversal;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records have what the schemas of the same name have. */
class ApiRecordsTest {

  private static final OpenApi CONTRACT = OpenApi.read();

  @ParameterizedTest
  @ValueSource(
      classes = {
        Actor.class,
        Calls.class,
        DeadLetter.class,
        DeadLetterCounts.class,
        DeadLetterPage.class,
        Difference.class,
        Drift.class,
        Fact.class,
        Forecast.class,
        ForecastStep.class,
        HistoryEntry.class,
        HistoryPage.class,
        Problem.class,
        RejectedRequest.class,
        RejectedRequestPage.class,
        Replays.class,
        ResourceChange.class,
        Reversal.class,
        Setup.class,
        SetupPage.class,
        SetupSummary.class,
        Step.class,
        StepError.class,
        Submission.class,
        TeardownPlan.class
      })
  void a_record_reads_what_its_schema_has(Class<?> type) {
    JsonNode schema = CONTRACT.schema(type.getSimpleName());
    List<String> required = texts(schema.path("required"));

    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      assertThat(schema.path("properties").has(name)).as(name).isTrue();
      boolean canBeLeftOut =
          component.getType() == Optional.class
              || type == Problem.class && component.getType() == List.class;
      assertThat(required.contains(name)).as(name + " is required").isEqualTo(!canBeLeftOut);
    }
  }

  @Test
  void statuses_and_kinds_are_those_of_the_contract() {
    assertThat(names(SetupStatus.values()))
        .containsExactlyInAnyOrderElementsOf(texts(CONTRACT.schema("SetupStatus").path("enum")));
    assertThat(names(StepStatus.values()))
        .containsExactlyInAnyOrderElementsOf(texts(CONTRACT.schema("StepStatus").path("enum")));
    assertThat(Arrays.stream(StepKind.values()).map(StepKind::label))
        .containsExactlyInAnyOrderElementsOf(texts(CONTRACT.schema("StepKind").path("enum")));
    assertThat(names(ForecastStep.Action.values()))
        .containsExactlyInAnyOrderElementsOf(
            texts(CONTRACT.schema("ForecastStep").at("/properties/action/enum")));
    assertThat(names(TeardownPlan.Fate.values()))
        .containsExactlyInAnyOrderElementsOf(
            texts(
                CONTRACT
                    .schema("TeardownPlan")
                    .at("/properties/items/items/properties/fate/enum")));
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
