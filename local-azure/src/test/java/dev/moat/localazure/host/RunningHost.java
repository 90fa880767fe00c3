package dev.moat.localazure.host;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.log.HostLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Functions host in this process, and what it printed. */
final class RunningHost implements AutoCloseable {

  private final Lines printed = new Lines();
  private final HttpClient http = HttpClient.newHttpClient();
  private final FunctionsHost host;
  private boolean stopped;

  RunningHost(SampleApp app, Map<String, String> settings) throws IOException {
    host =
        new FunctionsHost(
            FunctionApp.read(app.folder()),
            new AppSettings(settings),
            0,
            Optional.empty(),
            new HostLog(printed, Clock.systemUTC()),
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
    return String.join("\n", printed.all());
  }

  List<String> logLines() {
    return printed.all();
  }

  /** Waits until {@code count} lines contain {@code text}; fails after twenty seconds. */
  void awaitLines(int count, String text) throws InterruptedException {
    printed.await(count, text);
  }

  String url() {
    return host.url();
  }

  /** Stops the host, as SIGTERM does. */
  void stop() throws IOException {
    if (!stopped) {
      stopped = true;
      host.close();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host.url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Keeps the lines that are printed to it, and can wait for one. */
  private static final class Lines extends PrintStream {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final List<String> lines = new ArrayList<>();

    Lines() {
      super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
      synchronized (lines) {
        lines.add(line);
        lines.notifyAll();
      }
    }

    @Override
    public void println(Object line) {
      println(String.valueOf(line));
    }

    List<String> all() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    void await(int count, String text) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE;
      synchronized (lines) {
        while (lines.stream().filter(line -> line.contains(text)).count() < count) {
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (left <= 0) {
            throw new AssertionError(
                "Not printed %d times: '%s' in%n%s"
                    .formatted(count, text, String.join("\n", lines)));
          }
          lines.wait(left);
        }
      }
    }
  }
}
