package dev.moat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.model.Drift;
import dev.moat.model.OnDrift;
import dev.moat.model.Reversal;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published document. */
class DocumentTest {

  @Test
  void it_is_valid_open_api_3_1() {
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(Document.JSON.toString(), null, null);

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.isOpenapi31()).isTrue();
  }

  @Test
  void what_is_not_valid_open_api_3_1_is_noticed() {
    String wrong = Document.JSON.toString().replace("\"in\":\"query\"", "\"within\":\"query\"");

    assertThat(new OpenAPIV3Parser().readContents(wrong, null, null).getMessages()).isNotEmpty();
  }

  @Test
  void every_reference_leads_somewhere_and_nothing_is_left_over() {
    List<String> references = new ArrayList<>();
    Document.JSON.findValues("$ref").forEach(reference -> references.add(reference.textValue()));

    assertThat(references)
        .allMatch(reference -> !Document.JSON.at(reference.substring(1)).isMissingNode());
    for (String kind : List.of("schemas", "parameters", "responses")) {
      Document.JSON
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(references).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  void every_operation_is_an_endpoint_and_the_other_way_round() {
    assertThat(Document.operations())
        .extracting(Document.Operation::id)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Endpoint.values()).map(Endpoint::operationId).toList());
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void every_endpoint_has_the_role_and_the_query_parameters_of_the_document(Endpoint endpoint) {
    Document.Operation operation = Document.operation(endpoint);

    assertThat(endpoint.role().label()).isEqualTo(operation.json().path("x-role").textValue());
    assertThat(endpoint.query())
        .containsExactlyInAnyOrderElementsOf(
            operation.parameters("query").stream()
                .map(parameter -> parameter.path("name").textValue())
                .toList());
  }

  @Test
  void every_word_of_the_model_is_in_the_document() {
    assertThat(words("/SetupStatus/enum")).containsExactly(names(SetupStatus.values()));
    assertThat(words("/StepStatus/enum")).containsExactly(names(StepStatus.values()));
    assertThat(words("/StepKind/enum"))
        .containsExactly(Stream.of(StepKind.values()).map(StepKind::label).toArray(String[]::new));
    assertThat(words("/Reversal/properties/kind/enum"))
        .containsExactly(names(Reversal.Kind.values()));
    assertThat(words("/Drift/properties/response/enum"))
        .containsExactly(names(Drift.Response.values()));
    assertThat(words("/Step/properties/onDrift/enum")).containsExactly(names(OnDrift.values()));
  }

  @Test
  void it_is_served_as_it_is_published() {
    assertThat(new ApiWorld().ask(Endpoint.SHOW_CONTRACT).json(200)).isEqualTo(Document.JSON);
  }

  private static List<String> words(String inSchemas) {
    List<String> words = new ArrayList<>();
    JsonNode values = Document.JSON.path("components").path("schemas").at(inSchemas);
    values.forEach(word -> words.add(word.textValue()));
    return words;
  }

  private static String[] names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toArray(String[]::new);
  }
}
