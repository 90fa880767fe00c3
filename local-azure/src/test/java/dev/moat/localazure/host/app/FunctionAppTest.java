package dev.moat.localazure.host.app;

import static dev.moat.localazure.host.SampleApp.binding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.localazure.host.SampleApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionAppTest {

  @TempDir private Path temp;

  @Test
  void unknown_binding_type_names_function_and_binding() {
    SampleApp app =
        SampleApp.in(temp.resolve("app"))
            .function(
                "Watch", "EventFunctions.tick", binding("blobTrigger", "in", "blob", Map.of()));

    assertThatThrownBy(() -> FunctionApp.read(app.folder()))
        .isInstanceOf(InvalidFunctionAppException.class)
        .hasMessageContaining(
            "Function 'Watch', binding 'blob': type 'blobTrigger' is not supported");
  }

  @Test
  void folder_without_host_json_is_no_app() {
    assertThatThrownBy(() -> FunctionApp.read(temp))
        .hasMessageContainingAll("has no host.json", "mvn package");
  }

  @Test
  void host_json_has_the_defaults_of_the_real_host() {
    HostJson host =
        FunctionApp.read(
                SampleApp.in(temp.resolve("app")).hostJson("{\"version\": \"2.0\"}").folder())
            .host();

    assertThat(host.routePrefix()).isEqualTo("api");
    assertThat(host.functionTimeout()).hasValue(Duration.ofMinutes(30));
    assertThat(host.serviceBus().autoCompleteMessages()).isTrue();
    assertThat(host.serviceBus().prefetchCount()).isZero();
    assertThat(host.serviceBus().maxAutoLockRenewalDuration()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void function_timeout_of_minus_one_is_no_limit() {
    SampleApp app =
        SampleApp.in(temp.resolve("app"))
            .hostJson("{\"version\": \"2.0\", \"functionTimeout\": \"-1\"}");

    assertThat(FunctionApp.read(app.folder()).host().functionTimeout()).isEqualTo(Optional.empty());
  }

  @Test
  void the_longest_prefix_of_a_category_decides_its_level() {
    LogLevels levels =
        host("""
                {"version": "2.0", "logging": {"logLevel":
                  {"default": "Error", "function": "Warning", "Function.Work": "Debug",
                   "Function.Work.User": "None"}}}
                """)
            .logLevels();

    assertThat(levels.ofConsole()).isEqualTo(Level.SEVERE);
    assertThat(levels.ofInvocations("Other")).isEqualTo(Level.WARNING);
    assertThat(levels.ofInvocations("Work")).isEqualTo(Level.FINE);
    assertThat(levels.ofFunction("Work")).isEqualTo(Level.OFF);
    assertThat(host("{\"version\": \"2.0\"}").logLevels().ofConsole()).isEqualTo(Level.INFO);
  }

  @Test
  void what_host_json_asks_for_and_this_host_does_not_do_is_refused() {
    assertThatThrownBy(
            () ->
                host(
                    """
                    {"version": "2.0", "retry": {"strategy": "fixedDelay"},
                     "extensions": {"serviceBus": {"maxConcurentCalls": 4}}}
                    """))
        .isInstanceOf(InvalidFunctionAppException.class)
        .hasMessageContainingAll("retry.strategy", "extensions.serviceBus.maxConcurentCalls");
    assertThatThrownBy(
            () -> host("{\"version\": \"2.0\", \"logging\": {\"logLevel\": {\"Host\": \"Loud\"}}}"))
        .hasMessageContainingAll("logging.logLevel.Host", "Loud");
  }

  private HostJson host(String json) {
    return FunctionApp.read(SampleApp.in(temp.resolve("app")).hostJson(json).folder()).host();
  }

  @Test
  void settings_are_put_into_properties_and_missing_ones_are_named() {
    AppSettings settings = new AppSettings(Map.of("QUEUE", "work$1"));

    assertThat(settings.resolve("%QUEUE%-x", "here")).isEqualTo("work$1-x");
    assertThatThrownBy(() -> settings.resolve("%OTHER%", "here"))
        .hasMessage("here: '%OTHER%' does not resolve to a value; set the app setting OTHER");
  }
}
