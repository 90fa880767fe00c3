package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.localazure.host.SampleApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Functions host as the process it is. */
class FunctionsHostMainIT {

  private static final String MAIN = "host.FunctionsHostMain";

  @TempDir private Path temp;

  @Test
  void host_lists_its_functions_and_finishes_what_runs_when_it_is_told_to_end() throws Exception {
    SampleApp app =
        SampleApp.in(temp.resolve("app"))
            .http("Slow", "HttpFunctions.slow", "ANONYMOUS", "slow", "GET")
            .timer("Tick", "EventFunctions.tick", "%TICKS%");
    int port = FreePorts.find(1).get(0);
    LocalProcess host = host(app, port);
    host.start();

    CompletableFuture<String> answer = get(port, "/api/slow").thenApply(HttpResponse::body);
    LogLines.await(host, "slow has begun");
    host.stop();

    assertThat(answer.join()).isEqualTo("slow is done");
    assertThat(Files.readAllLines(host.log()))
        .contains(
            "Functions host is listening on http://localhost:" + port,
            "  Slow: GET http://localhost:" + port + "/api/slow",
            "  Tick: timerTrigger")
        .anyMatch(line -> line.contains("Executed 'Functions.Slow' (Succeeded"))
        .anyMatch(line -> line.endsWith("Stopped"));
  }

  @Test
  void unknown_flag_is_told_and_ends_with_2() throws Exception {
    Ended ended = run("--app", temp.toString(), "--nonsense");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.printed()).contains("--nonsense");
  }

  @Test
  void folder_that_is_no_app_is_told_and_ends_with_1() throws Exception {
    Ended ended = run("--app", temp.toString(), "--port", "0");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.printed()).contains("Cannot start the Functions host", "has no host.json");
  }

  private record Ended(int code, String printed) {}

  private static Ended run(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Commands.java(MAIN, List.of(), List.of(arguments)))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), printed);
  }

  private LocalProcess host(SampleApp app, int port) {
    List<String> arguments =
        List.of("--app", app.folder().toString(), "--port", Integer.toString(port));
    return new LocalProcess(
        "functions",
        Commands.java(MAIN, List.of(), arguments),
        Map.of("TICKS", "0 0 0 1 1 *"),
        "Functions host is listening on",
        temp.resolve("functions.log"));
  }

  private static CompletableFuture<HttpResponse<String>> get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
