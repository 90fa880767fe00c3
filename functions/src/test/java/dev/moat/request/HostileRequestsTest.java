package dev.moat.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.request.ParseResult.Rejected;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of the samples that say most, holding things that no caller means well with. */
class HostileRequestsTest {

  private static final RequestParser PARSER = new RequestParser();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static Stream<Arguments> fields() {
    return Stream.of(Samples.ON_DRIFT, Samples.MANUAL_APPROVAL)
        .flatMap(sample -> pointers(sample).stream().map(field -> Arguments.of(sample, field)));
  }

  private static List<String> pointers(String sample) {
    List<String> pointers = new ArrayList<>();
    collect("", Samples.json(sample), pointers);
    return pointers;
  }

  @ParameterizedTest
  @MethodSource("fields")
  void are_refused_with_a_bounded_answer_and_nothing_is_thrown(String sample, String pointer) {
    for (JsonNode hostile : hostileValues()) {
      JsonNode request = Samples.json(sample);
      Samples.put(request, pointer, hostile);

      assertThat(PARSER.parse(request.toString()))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected -> {
                assertThat(rejected.problems()).isNotEmpty().hasSizeLessThan(Problems.MOST + 2);
                assertThat(rejected.problems())
                    .allSatisfy(p -> assertThat(p.message().length()).isLessThan(1_500))
                    .allSatisfy(p -> assertThat(p.message()).doesNotContainPattern("\\p{C}"));
              });
    }
  }

  private static List<JsonNode> hostileValues() {
    return List.of(
        JSON.nullNode(),
        JSON.booleanNode(true),
        DoubleNode.valueOf(-0.5),
        JSON.numberNode(new BigInteger("9".repeat(20_000))),
        JSON.textNode("/a".repeat(14_000)),
        JSON.textNode("/subscriptions" + "/a".repeat(14_000)),
        JSON.textNode("a".repeat(28_000)),
        JSON.textNode("a-".repeat(14_000)),
        JSON.textNode("a.a".repeat(9_000)),
        JSON.textNode("1.1.1.1/".repeat(3_000)),
        JSON.textNode("\uD800\u202E\u0000\r\n\u001B[2J%s%n${x}"),
        JSON.arrayNode().add(JSON.arrayNode().add(JSON.objectNode())),
        JSON.objectNode().put("\u0007~/", "\u0007"),
        JSON.objectNode().put("b".repeat(28_000), 1));
  }

  private static void collect(String pointer, JsonNode node, List<String> pointers) {
    node.properties()
        .forEach(
            field -> {
              pointers.add(pointer + "/" + field.getKey());
              collect(pointer + "/" + field.getKey(), field.getValue(), pointers);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      pointers.add(pointer + "/" + i);
      collect(pointer + "/" + i, node.get(i), pointers);
    }
  }
}
