package dev.moat.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.request.ParseResult.Accepted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedStepsTest {

  private static final NamedSteps STEPS =
      new NamedSteps(
          Stream.of("preflight", "registry", "link.b", "link.a", "lockdown")
              .map(StepName::new)
              .toList());

  @ParameterizedTest
  @ValueSource(strings = {"registry", "link.a", "link.b", "link", "lockdown"})
  void a_step_and_a_kind_may_be_named(String key) {
    assertThat(STEPS.check(naming(key))).isEmpty();
  }

  @Test
  void a_kind_may_be_named_that_this_request_has_no_step_of() {
    assertThat(STEPS.check(naming("identity-grant"))).isEmpty();
  }

  @Test
  void a_name_that_is_no_step_is_refused_with_those_of_its_kind() {
    assertThat(STEPS.check(naming("link.c")))
        .containsExactly(
            new Problem(
                Reason.UNKNOWN_STEP,
                "/onDrift/steps/link.c",
                "/onDrift/steps/link.c names no step of this request."
                    + " Its steps of kind 'link' are: link.a, link.b."));
  }

  @Test
  void a_name_of_a_kind_without_steps_is_refused_with_all_steps_but_the_preflight() {
    assertThat(STEPS.check(naming("subnet.a.b")))
        .extracting(Problem::message)
        .containsExactly(
            "/onDrift/steps/subnet.a.b names no step of this request."
                + " It has no step of kind 'subnet'."
                + " Its steps are: link.a, link.b, lockdown, registry.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"link.A", "lockdown.secureacr2021", "registry.registry"})
  void a_name_is_compared_letter_by_letter(String key) {
    assertThat(STEPS.check(naming(key)))
        .extracting(Problem::reason)
        .containsExactly(Reason.UNKNOWN_STEP);
  }

  @Test
  void every_unknown_name_is_told_in_order() {
    assertThat(STEPS.check(naming("link.z", "link.a", "link.c")))
        .extracting(Problem::pointer)
        .containsExactly("/onDrift/steps/link.c", "/onDrift/steps/link.z");
  }

  @Test
  void a_request_that_names_no_steps_has_no_problem() {
    assertThat(STEPS.check(read(Samples.secureacr()))).isEmpty();
  }

  @Test
  void what_two_checks_found_is_one_list_in_order_and_bounded() {
    List<Problem> steps = problems("/onDrift/steps/", 40);
    List<Problem> scopes = problems("/registry/", 40);

    assertThat(Problems.merged(scopes, steps))
        .hasSize(Problems.MOST + 1)
        .startsWith(steps.toArray(Problem[]::new))
        .last()
        .satisfies(last -> assertThat(last.message()).startsWith("30 more problems"));
  }

  private static List<Problem> problems(String place, int count) {
    return Stream.iterate(10, i -> i + 1)
        .limit(count)
        .map(i -> new Problem(Reason.UNKNOWN_STEP, place + i, "is wrong."))
        .toList();
  }

  private static SetupRequest naming(String... keys) {
    ObjectNode request = Samples.secureacr();
    ObjectNode steps = request.putObject("onDrift").putObject("steps");
    Stream.of(keys).forEach(key -> steps.put(key, "Report"));
    return read(request);
  }

  private static SetupRequest read(ObjectNode request) {
    return ((Accepted) new RequestParser().parse(request.toString())).request();
  }
}
