package dev.moat.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.request.ParseResult.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of {@code bad-requests.json} is the sample with something wrong in it. */
class BadRequestsTest {

  private static final RequestParser PARSER = new RequestParser();

  static Stream<Named<JsonNode>> cases() {
    return StreamSupport.stream(
            Samples.json("/dev/moat/request/bad-requests.json").spliterator(), false)
        .map(bad -> Named.of(bad.path("name").asText(), bad));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_rejected_with_every_reason_and_place(JsonNode bad) {
    ParseResult result = PARSER.parse(changedSample(bad));

    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).problems())
        .extracting(problem -> problem.reason().label() + " " + problem.pointer())
        .containsExactlyElementsOf(texts(bad.path("expect")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void message_names_the_place_and_is_fit_to_print(JsonNode bad) {
    Rejected rejected = (Rejected) PARSER.parse(changedSample(bad));

    assertThat(rejected.problems())
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .startsWith(problem.pointer())
                    .endsWith(".")
                    .hasSizeBetween(40, 1_000)
                    .doesNotContainPattern("\\p{C}"));
  }

  private static String changedSample(JsonNode bad) {
    JsonNode request = Samples.secureacr();
    bad.path("set").properties().forEach(e -> Samples.set(request, e.getKey(), e.getValue()));
    bad.path("remove").forEach(pointer -> Samples.remove(request, pointer.asText()));
    return request.toString();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
