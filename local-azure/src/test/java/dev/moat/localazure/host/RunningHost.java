package dev.moat.localazure.host;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.log.HostLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Functions host in this process, and what it printed. */
final class RunningHost implements AutoCloseable {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final HttpClient http = HttpClient.newHttpClient();
  private final FunctionsHost host;

  RunningHost(SampleApp app, Map<String, String> settings) throws IOException {
    HostLog log =
        new HostLog(new PrintStream(printed, true, StandardCharsets.UTF_8), Clock.systemUTC());
    host =
        new FunctionsHost(
            FunctionApp.read(app.folder()),
            new AppSettings(settings),
            0,
            Optional.empty(),
            log,
            Clock.systemUTC());
    host.start();
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> options(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  String log() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  String url() {
    return host.url();
  }

  List<String> functionList() {
    return host.functionList();
  }

  @Override
  public void close() throws IOException {
    host.close();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host.url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
