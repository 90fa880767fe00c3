package dev.moat.localazure.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTriggerTest {

  private static RunningHost host;

  @BeforeAll
  static void start(@TempDir Path temp) throws IOException {
    SampleApp app =
        SampleApp.in(temp.resolve("app"))
            .hostJson("{\"version\": \"2.0\", \"functionTimeout\": \"00:00:01\"}")
            .http("Echo", "HttpFunctions.echo", "ANONYMOUS", "things/{id}", "POST", "GET")
            .http("Keyed", "HttpFunctions.keyed", "FUNCTION", "", "GET")
            .http("Inspect", "HttpFunctions.inspect", "ANONYMOUS", "inspect/{className}", "GET")
            .http("Fail", "HttpFunctions.fail", "ANONYMOUS", "", "GET")
            .http("Unbound", "HttpFunctions.unbound", "ANONYMOUS", "", "GET")
            .http("Hang", "HttpFunctions.hang", "ANONYMOUS", "", "GET")
            .http("Unanswered", "Unloadable.unanswered", "ANONYMOUS", "", "GET");
    host =
        new RunningHost(
            app, Map.of("FUNCTIONS_HOST_KEY", "host-key", "FUNCTIONS_MASTER_KEY", "master-key"));
  }

  @AfterAll
  static void stop() throws IOException {
    host.close();
  }

  @Test
  void request_reaches_the_function_and_its_response_comes_back() throws Exception {
    HttpResponse<String> response =
        host.post(
            "/api/things/7?a=b&empty=",
            "{\"x\": 1}",
            "X-Caller",
            "me",
            "Content-Type",
            "application/json");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("X-Id")).hasValue("7");
    assertThat(response.body()).isEqualTo("POST|/api/things/7|me|{a=b}|{\"x\": 1}|Echo");
  }

  @Test
  void function_says_no_more_than_its_log_level(@TempDir Path temp) throws Exception {
    SampleApp app =
        SampleApp.in(temp.resolve("app"))
            .hostJson(
                """
                {"version": "2.0", "logging": {"logLevel": {"Function": "Error"}}}
                """)
            .http("Echo", "HttpFunctions.echo", "ANONYMOUS", "things/{id}", "GET")
            .http("Fail", "HttpFunctions.fail", "ANONYMOUS", "", "GET");
    try (RunningHost quiet = new RunningHost(app, Map.of())) {
      assertThat(quiet.get("/api/things/7", "X-Caller", "me").statusCode()).isEqualTo(202);
      assertThat(quiet.get("/api/Fail").statusCode()).isEqualTo(500);

      assertThat(quiet.log())
          .contains("Executed 'Functions.Fail' (Failed")
          .doesNotContain("echoing", "Executing");
    }
  }

  @Test
  void request_without_a_body_is_an_empty_optional_or_null() throws Exception {
    assertThat(host.get("/api/things/7", "X-Caller", "me").body()).contains("|no body|");
    assertThat(host.get("/api/Keyed", "x-functions-key", "host-key").body())
        .isEqualTo("body is null");
  }

  @Test
  void invocation_is_logged_with_its_begin_end_and_the_functions_own_lines() throws Exception {
    host.get("/api/things/logged", "X-Caller", "me");

    assertThat(host.log())
        .containsPattern("Executing 'Functions\\.Echo' \\(Reason='.*', Id=[0-9a-f-]{36}\\)")
        .containsPattern("\\[Echo [0-9a-f-]{36}] INFO echoing logged")
        .containsPattern(
            "Executed 'Functions\\.Echo' \\(Succeeded, Id=[0-9a-f-]{36}, Duration=\\d+ms\\)");
  }

  @Test
  void function_level_asks_for_the_host_key_in_header_or_query() throws Exception {
    assertThat(host.get("/api/Keyed").statusCode()).isEqualTo(401);
    assertThat(host.get("/api/Keyed", "x-functions-key", "wrong").statusCode()).isEqualTo(401);
    assertThat(host.get("/api/Keyed", "x-functions-key", "host-key").statusCode()).isEqualTo(200);
    assertThat(host.get("/api/Keyed?code=master-key").statusCode()).isEqualTo(200);
  }

  @Test
  void method_or_route_that_no_function_has_is_not_found() throws Exception {
    assertThat(host.post("/api/Fail", "").statusCode()).isEqualTo(404);
    assertThat(host.get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(host.get("/things/7").statusCode()).isEqualTo(404);
  }

  @Test
  void function_that_throws_is_an_internal_server_error() throws Exception {
    assertThat(host.get("/api/Fail").statusCode()).isEqualTo(500);
    assertThat(host.log()).contains("Executed 'Functions.Fail' (Failed").contains("it does");
  }

  @Test
  void binding_name_that_the_host_did_not_send_fails_the_invocation() throws Exception {
    assertThat(host.get("/api/Unbound").statusCode()).isEqualTo(500);
    assertThat(host.log()).contains("Cannot find matched @BindingName of customer function");
  }

  @Test
  void each_invocation_has_a_new_object_and_the_apps_context_loader() throws Exception {
    String[] first = host.get("/api/inspect/sample.HttpFunctions").body().split("\\|");
    String[] second = host.get("/api/inspect/sample.HttpFunctions").body().split("\\|");

    assertThat(first[0]).isNotEqualTo(second[0]);
    assertThat(first[1]).isEqualTo("true");
  }

  @Test
  void app_sees_the_workers_types_and_nothing_else_of_the_host() throws Exception {
    assertThat(sees("com.microsoft.azure.functions.ExecutionContext")).isTrue();
    assertThat(sees("com.google.gson.Gson")).isTrue();
    assertThat(sees("java.sql.Driver")).isTrue();
    assertThat(sees("picocli.CommandLine")).isFalse();
    assertThat(sees("com.azure.messaging.servicebus.ServiceBusMessage")).isFalse();
    assertThat(sees("dev.moat.localazure.host.FunctionsHost")).isFalse();
  }

  @Test
  void invocation_that_takes_too_long_fails_at_the_function_timeout() throws Exception {
    assertThat(host.get("/api/Hang").statusCode()).isEqualTo(500);
    assertThat(host.log())
        .contains("Timeout value of 00:00:01 was exceeded by function: Functions.Hang");
  }

  @Test
  void function_class_that_cannot_be_initialised_hangs_until_the_function_timeout()
      throws Exception {
    assertThat(host.get("/api/Unanswered").statusCode()).isEqualTo(500);
    assertThat(host.log())
        .contains("Timeout value of 00:00:01 was exceeded by function: Functions.Unanswered")
        .contains("sample.Unloadable cannot be made");
  }

  @Test
  void admin_api_tells_state_and_functions_to_who_has_the_master_key() throws Exception {
    assertThat(host.get("/admin/host/status").statusCode()).isEqualTo(401);
    assertThat(host.get("/admin/host/status?code=master-key").body())
        .contains("\"state\":\"Running\"", "\"Echo\"");
    assertThat(host.get("/admin/functions?code=master-key").body())
        .contains("\"invoke_url_template\":\"" + host.url() + "/api/things/{id}\"");
  }

  private static boolean sees(String className) throws IOException, InterruptedException {
    return host.get("/api/inspect/" + className).body().endsWith("true");
  }
}
