package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.moat.api.SignIn;
import dev.moat.engine.DriftSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void the_sample_settings_are_complete_and_right() throws IOException {
    Settings settings = Settings.from(ProjectFiles.sampleSettings());

    assertThat(settings.queueName("step-subnet")).isEqualTo("step-subnet");
    assertThat(settings.engine().proofDeadline()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.resourceManagerScope()).isEqualTo("https://management.azure.com/.default");
  }

  @Test
  void everything_that_is_wrong_is_reported_at_once() throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
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
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.remove("ServiceBus");
    values.put("ServiceBus__fullyQualifiedNamespace", "moat.servicebus.windows.net");

    assertThat(Settings.from(values).serviceBusNamespace())
        .isEqualTo("moat.servicebus.windows.net");
  }

  @Test
  void every_queue_of_the_app_is_in_the_local_service_bus_and_no_other() throws IOException {
    List<String> queues = new ArrayList<>();
    ProjectFiles.json("infra/service-bus-emulator.json")
        .at("/UserConfig/Namespaces/0/Queues")
        .forEach(queue -> queues.add(queue.path("Name").textValue()));

    List<String> wanted = new ArrayList<>(Settings.queues());
    wanted.addAll(Settings.from(ProjectFiles.sampleSettings()).replyQueues());
    assertThat(queues).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void outcomes_go_only_to_a_queue_that_is_listed() throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.put("REPLY_QUEUES", " Team-A/outcomes , team-b ,");

    Settings settings = Settings.from(values);

    assertThat(settings.queueName("reply/team-a/outcomes")).isEqualTo("Team-A/outcomes");
    assertThat(settings.guardRails().replyQueues())
        .containsExactlyInAnyOrder("Team-A/outcomes", "team-b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.queueName("reply/setup-outcomes"))
        .withMessageContaining("'setup-outcomes'")
        .withMessageContaining("REPLY_QUEUES");
  }

  @Test
  void roles_are_granted_to_service_principals_unless_others_are_listed() throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.remove("ALLOWED_PRINCIPAL_TYPES");
    assertThat(Settings.from(values).guardRails().allowedPrincipalTypes())
        .containsExactly("ServicePrincipal");

    values.put("ALLOWED_PRINCIPAL_TYPES", "User, Group");
    assertThat(Settings.from(values).guardRails().allowedPrincipalTypes())
        .containsExactlyInAnyOrder("User", "Group");

    values.put("ALLOWED_PRINCIPAL_TYPES", "Robot");
    assertThatIllegalStateException()
        .isThrownBy(() -> Settings.from(values))
        .withMessageContaining("'ALLOWED_PRINCIPAL_TYPES' names [Robot]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "-"})
  void without_a_list_outcomes_go_to_no_queue(String list) throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.put("REPLY_QUEUES", list);
    if (list.equals("-")) {
      values.remove("REPLY_QUEUES");
    }

    assertThat(Settings.from(values).guardRails().replyQueues()).isEmpty();
  }

  @Test
  void outcomes_never_go_to_a_queue_that_moat_reads() throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.put("STEP_LINK_QUEUE", "Renamed");
    values.put("REPLY_QUEUES", "setup-outcomes,renamed,SETUP-EVENTS");

    assertThatIllegalStateException()
        .isThrownBy(() -> Settings.from(values))
        .withMessageContaining(
            "'REPLY_QUEUES' cannot name Moat's own queues: [SETUP-EVENTS, renamed]");
  }

  @ParameterizedTest
  @CsvSource({
    "false, , OFF",
    "false, True, ON",
    "true, True, ON",
    "true, , MISSING",
    "true, False, MISSING",
    ", , OFF"
  })
  void sign_in_is_never_missing_unnoticed(String required, String on, SignIn expected)
      throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.put("SIGN_IN_REQUIRED", required);
    values.put("WEBSITE_AUTH_ENABLED", on);

    assertThat(Settings.from(values).signIn()).isEqualTo(expected);
  }

  @Test
  void what_an_operator_does_not_say_of_drift_is_as_documented() throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.keySet().removeIf(name -> name.startsWith("DRIFT_") && !name.endsWith("_QUEUE"));
    values.remove("SWEEP_INTERVAL");
    values.remove("SWEEP_READS");

    assertThat(Settings.from(values).engine().drift())
        .isEqualTo(
            new DriftSettings(
                Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(6), 300));
  }

  @Test
  void what_an_operator_says_of_drift_holds() throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.put("DRIFT_DEBOUNCE", "PT0.5S");
    values.put("DRIFT_FLIPS", "1");
    values.put("DRIFT_FLIP_WINDOW", "PT1H");
    values.put("SWEEP_INTERVAL", "P1D");
    values.put("SWEEP_READS", "7");

    assertThat(Settings.from(values).engine().drift())
        .isEqualTo(
            new DriftSettings(
                Duration.ofMillis(500), 1, Duration.ofHours(1), Duration.ofDays(1), 7));
  }

  @ParameterizedTest
  @CsvSource({
    "DRIFT_DEBOUNCE, PT0S",
    "DRIFT_DEBOUNCE, PT0.0009S",
    "DRIFT_DEBOUNCE, -PT3S",
    "DRIFT_FLIPS, 0",
    "DRIFT_FLIPS, -1",
    "DRIFT_FLIPS, three",
    "DRIFT_FLIP_WINDOW, PT0S",
    "SWEEP_INTERVAL, PT0.0009S",
    "SWEEP_READS, 0",
    "SIGN_IN_REQUIRED, maybe"
  })
  void what_makes_no_sense_is_refused(String setting, String value) throws IOException {
    Map<String, String> values = ProjectFiles.sampleSettings();
    values.put(setting, value);

    assertThatIllegalStateException()
        .isThrownBy(() -> Settings.from(values))
        .withMessageContaining("'" + setting + "' cannot be '" + value + "'");
  }
}
