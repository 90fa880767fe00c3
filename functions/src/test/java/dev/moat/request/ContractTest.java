package dev.moat.request;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.moat.model.OnDrift;
import dev.moat.model.RegistryRole;
import dev.moat.model.StepKind;
import dev.moat.request.ParseResult.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema against the parser, the model and the page that explains it. */
class ContractTest {

  private static final RequestParser PARSER = new RequestParser();
  private static final JsonNode SCHEMA =
      Samples.json("/dev/moat/request/setup-request.schema.json");
  private static final String PAGE = Samples.text("/docs/request-contract.md");

  /** Steps of every plan: preflight, registry, zone, endpoint, zone group, lockdown. */
  private static final int ALWAYS = 6;

  private static final int MOST_STEPS = 40;

  /** A part of the schema, and where its instance stands in the sample. */
  private record Part(String pointer, String path, JsonNode schema) {}

  @ParameterizedTest
  @MethodSource("plannedFields")
  void planned_field_is_refused_as_not_supported_yet(String pointer) {
    JsonNode request = sampleWithParentOf(pointer);
    Samples.set(request, pointer, new TextNode("x"));

    assertThat(((Rejected) PARSER.parse(request.toString())).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.reason()).isEqualTo(Reason.NOT_SUPPORTED_YET);
              assertThat(problem.pointer()).isEqualTo(pointer);
            });
  }

  @Test
  void page_explains_every_field_and_every_planned_one() {
    assertThat(PAGE).contains(parts().flatMap(ContractTest::fieldsInThePage).toList());
  }

  @Test
  void page_explains_every_reason() {
    assertThat(PAGE).contains(Arrays.stream(Reason.values()).map(r -> "| `" + r + "` |").toList());
  }

  @Test
  void nothing_but_what_is_named_may_stand_in_an_object() {
    assertThat(SCHEMA.findParents("properties"))
        .isNotEmpty()
        .allSatisfy(
            object -> assertThat(object.path("additionalProperties")).isEqualTo(JSON_FALSE));
  }

  @Test
  void every_text_has_a_longest_length_and_a_pattern_for_the_whole_of_it() {
    assertThat(SCHEMA.findParents("type"))
        .filteredOn(part -> part.path("type").asText().equals("string"))
        .isNotEmpty()
        .allSatisfy(
            text -> {
              assertThat(text.path("pattern").asText()).startsWith("^").endsWith("$");
              assertThat(text.path("maxLength").isInt()).isTrue();
            });
  }

  @Test
  void every_array_is_bounded() {
    assertThat(SCHEMA.findParents("items"))
        .isNotEmpty()
        .allSatisfy(array -> assertThat(array.path("maxItems").isInt()).isTrue());
  }

  @Test
  void everything_says_what_it_is() {
    assertThat(SCHEMA.findParents("type"))
        .allSatisfy(
            part -> {
              assertThat(part.path("title").asText()).isNotBlank();
              assertThat(part.path("description").asText()).isNotBlank();
            });
  }

  @Test
  void the_largest_request_makes_no_more_than_forty_steps() {
    int networks = SCHEMA.at("/properties/virtualNetworks/maxItems").intValue();
    int subnets = SCHEMA.at("/$defs/virtualNetwork/properties/subnets/maxItems").intValue();
    int links =
        SCHEMA.at("/$defs/privateDnsZone/properties/virtualNetworkLinks/maxItems").intValue();
    int roles = SCHEMA.at("/properties/roleAssignments/maxItems").intValue();

    assertThat(ALWAYS + networks + networks * subnets + links + roles)
        .isLessThanOrEqualTo(MOST_STEPS);
  }

  @Test
  void roles_are_those_the_model_knows() {
    List<String> roles = new ArrayList<>();
    SCHEMA.at("/$defs/roleAssignment/properties/role/enum").forEach(r -> roles.add(r.asText()));

    assertThat(roles)
        .containsExactly(
            Arrays.stream(RegistryRole.values())
                .map(RegistryRole::azureName)
                .toArray(String[]::new));
  }

  @Test
  void kinds_of_steps_are_those_the_model_knows() {
    List<String> kinds =
        Arrays.stream(StepKind.values()).filter(StepKind::mayDrift).map(StepKind::label).toList();
    JsonNode steps = SCHEMA.at("/$defs/onDrift/properties/steps");

    assertThat(steps.at("/propertyNames/pattern").asText())
        .startsWith("^(" + String.join("|", kinds) + ")(");
    assertThat(steps.at("/propertyNames/description").asText()).contains(kinds);
    assertThat(PAGE).contains(kinds.stream().map(kind -> "`" + kind + "`").toList());
  }

  @Test
  void drift_actions_are_those_the_model_knows() {
    List<String> actions = new ArrayList<>();
    SCHEMA.at("/$defs/driftAction/enum").forEach(a -> actions.add(a.asText().toUpperCase(ROOT)));

    assertThat(actions)
        .containsExactly(Arrays.stream(OnDrift.values()).map(OnDrift::name).toArray(String[]::new));
  }

  @Test
  void every_step_of_the_largest_plan_can_be_named() {
    assertThat(SCHEMA.at("/$defs/onDrift/properties/steps/maxProperties").intValue())
        .isEqualTo(MOST_STEPS);
  }

  private static JsonNode sampleWithParentOf(String pointer) {
    return Stream.of(Samples.SECUREACR, Samples.MANUAL_APPROVAL)
        .map(Samples::json)
        .filter(sample -> !sample.at(JsonPointer.compile(pointer).head()).isMissingNode())
        .findFirst()
        .orElseThrow();
  }

  static Stream<String> plannedFields() {
    return parts()
        .flatMap(
            part ->
                part.schema().path("x-planned").properties().stream()
                    .filter(planned -> part.schema().has("properties"))
                    .map(planned -> part.pointer() + "/" + planned.getKey()));
  }

  private static Stream<String> fieldsInThePage(Part part) {
    List<String> fields = new ArrayList<>();
    part.schema()
        .path("properties")
        .fieldNames()
        .forEachRemaining(name -> fields.add("| `" + part.path() + name + "` |"));
    part.schema()
        .path("x-planned")
        .fieldNames()
        .forEachRemaining(name -> fields.add("| `" + part.path() + name + "` | planned |"));
    return fields.stream();
  }

  /** All objects of the contract, as the sample has them. */
  private static Stream<Part> parts() {
    return objects(new Part("", "", SCHEMA));
  }

  private static Stream<Part> objects(Part part) {
    JsonNode schema = resolved(part.schema());
    if (schema.has("items")) {
      return objects(
          new Part(
              part.pointer() + "/0",
              part.path().replaceFirst("\\.$", "[]."),
              schema.path("items")));
    }
    if (!schema.has("properties")) {
      return Stream.empty();
    }
    return Stream.concat(
        Stream.of(new Part(part.pointer(), part.path(), schema)),
        schema.path("properties").properties().stream()
            .flatMap(
                field ->
                    objects(
                        new Part(
                            part.pointer() + "/" + field.getKey(),
                            part.path() + field.getKey() + ".",
                            field.getValue()))));
  }

  private static JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? SCHEMA.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  private static final JsonNode JSON_FALSE = BooleanNode.FALSE;
}
