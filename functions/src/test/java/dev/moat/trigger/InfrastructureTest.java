package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.model.RegistryRole;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the templates in infra take as data agrees with the app. */
class InfrastructureTest {

  @Test
  void the_templates_make_the_queues_of_the_app_and_name_them_in_its_settings() throws IOException {
    assertThat(queues("setting"))
        .isEqualTo(
            Settings.queues().stream()
                .collect(Collectors.toMap(Function.identity(), Settings::queueSetting)));
  }

  @Test
  void messages_live_longer_than_what_they_are_about() throws IOException {
    Duration step = Duration.parse(ProjectFiles.sampleSettings().get("STEP_DEADLINE"));
    Duration approval = Duration.parse(ProjectFiles.sampleSettings().get("APPROVAL_DEADLINE"));

    queues("defaultMessageTimeToLive")
        .forEach(
            (queue, timeToLive) ->
                assertThat(Duration.parse(timeToLive))
                    .as(queue)
                    .isGreaterThan(queue.startsWith("step-") ? approval : step));
  }

  @Test
  void every_time_to_live_has_its_reason() throws IOException {
    assertThat(queues("timeToLiveBecause").values()).noneMatch(String::isBlank);
  }

  @Test
  void the_roles_that_the_identity_may_grant_are_those_that_requests_may_ask_for()
      throws IOException {
    Map<String, String> roles =
        new ObjectMapper()
            .convertValue(ProjectFiles.json("infra/registry-roles.json"), new TypeReference<>() {});

    assertThat(roles)
        .isEqualTo(
            Arrays.stream(RegistryRole.values())
                .collect(Collectors.toMap(RegistryRole::azureName, RegistryRole::definitionId)));
  }

  /** A property of each queue, by the queue's name. */
  private static Map<String, String> queues(String property) throws IOException {
    return StreamSupport.stream(ProjectFiles.json("infra/queues.json").spliterator(), false)
        .collect(
            Collectors.toMap(
                queue -> queue.path("name").textValue(), queue -> queue.path(property).asText()));
  }
}
