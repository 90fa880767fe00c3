package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void the_sample_settings_are_complete_and_right() throws IOException {
    Settings settings = Settings.from(sample());

    assertThat(settings.queueName("step-subnet")).isEqualTo("step-subnet");
    assertThat(settings.engine().proofDeadline()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.resourceManagerScope()).isEqualTo("https://management.azure.com/.default");
  }

  @Test
  void everything_that_is_wrong_is_reported_at_once() throws IOException {
    Map<String, String> values = new HashMap<>(sample());
    values.remove("STEP_LINK_QUEUE");
    values.remove("StateStorage__tableServiceUri");
    values.put("PROOF_DEADLINE", "half an hour");
    values.put("ALLOWED_SCOPES", "subscriptions/1");

    assertThatIllegalStateException()
        .isThrownBy(() -> Settings.from(values))
        .withMessageContaining("'STEP_LINK_QUEUE' is missing")
        .withMessageContaining("'StateStorage__tableServiceUri' is missing")
        .withMessageContaining("'PROOF_DEADLINE' cannot be 'half an hour'")
        .withMessageContaining("'ALLOWED_SCOPES' cannot be 'subscriptions/1'");
  }

  @Test
  void in_azure_a_namespace_takes_the_place_of_the_connection_string() throws IOException {
    Map<String, String> values = new HashMap<>(sample());
    values.remove("ServiceBus");
    values.put("ServiceBus__fullyQualifiedNamespace", "moat.servicebus.windows.net");

    assertThat(Settings.from(values).serviceBusNamespace())
        .isEqualTo("moat.servicebus.windows.net");
  }

  @Test
  void every_queue_of_the_app_is_in_the_local_service_bus_and_no_other() throws IOException {
    List<String> queues = new ArrayList<>();
    json("infra/service-bus-emulator.json")
        .at("/UserConfig/Namespaces/0/Queues")
        .forEach(queue -> queues.add(queue.path("Name").textValue()));

    assertThat(queues).containsExactlyInAnyOrderElementsOf(Settings.queues());
  }

  @Test
  void every_setting_that_a_trigger_names_is_in_the_sample() throws IOException {
    Map<String, String> sample = sample();
    try (var sources = Files.list(Path.of("src/main/java/dev/moat/trigger"))) {
      for (Path source : sources.toList()) {
        Matcher names = Pattern.compile("\"%(\\w+)%\"").matcher(Files.readString(source));
        while (names.find()) {
          assertThat(sample).as("settings that %s names", source).containsKey(names.group(1));
        }
      }
    }
  }

  private static Map<String, String> sample() throws IOException {
    Map<String, String> values = new HashMap<>();
    json("local.settings.sample.json")
        .path("Values")
        .properties()
        .forEach(value -> values.put(value.getKey(), value.getValue().textValue()));
    return values;
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(ROOT.resolve(file).toFile());
  }
}
