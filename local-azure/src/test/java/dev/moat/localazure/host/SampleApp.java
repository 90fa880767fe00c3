package dev.moat.localazure.host;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A function app in a staging folder as the Maven plugin lays it out, compiled from {@code
 * src/test/resources/sample-app} with function.json files as the plugin writes them.
 */
public final class SampleApp {

  private static final Gson GSON = new Gson();

  private final Path folder;

  private SampleApp(Path folder) {
    this.folder = folder;
  }

  /** Compiles and packages the sources into {@code folder}; it has no function yet. */
  public static SampleApp in(Path folder) {
    try {
      Files.createDirectories(folder.resolve("lib"));
      Path classes =
          Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-classes"));
      compile(classes);
      jar(classes, folder.resolve("sample-1.0.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SampleApp(folder)
        .hostJson("{\"version\": \"2.0\", \"functionTimeout\": \"00:00:30\"}");
  }

  public Path folder() {
    return folder;
  }

  public SampleApp hostJson(String json) {
    return write(folder.resolve("host.json"), json);
  }

  /** An HTTP function; an empty route is left out. */
  public SampleApp http(
      String name, String entryPoint, String level, String route, String... methods) {
    JsonObject trigger = binding("httpTrigger", "in", "request", Map.of("authLevel", level));
    trigger.add("methods", GSON.toJsonTree(methods));
    if (!route.isEmpty()) {
      trigger.addProperty("route", route);
    }
    return function(name, entryPoint, trigger, binding("http", "out", "$return", Map.of()));
  }

  public SampleApp queue(String name, String entryPoint, String queue, JsonObject... outputs) {
    List<JsonObject> bindings = new ArrayList<>(List.of(outputs));
    bindings.add(
        0,
        binding(
            "serviceBusTrigger", "in", "message", Map.of("queueName", queue, "connection", "Bus")));
    return function(name, entryPoint, bindings.toArray(JsonObject[]::new));
  }

  public SampleApp timer(String name, String entryPoint, String schedule) {
    return function(
        name, entryPoint, binding("timerTrigger", "in", "timer", Map.of("schedule", schedule)));
  }

  public SampleApp eventGrid(String name, String entryPoint) {
    return function(name, entryPoint, binding("eventGridTrigger", "in", "event", Map.of()));
  }

  /** A function with any bindings. */
  public SampleApp function(String name, String entryPoint, JsonObject... bindings) {
    JsonObject json = new JsonObject();
    json.addProperty("scriptFile", "../sample-1.0.jar");
    json.addProperty("entryPoint", "sample." + entryPoint);
    json.add("bindings", GSON.toJsonTree(bindings));
    return write(folder.resolve(name).resolve("function.json"), json.toString());
  }

  public static JsonObject binding(
      String type, String direction, String name, Map<String, String> properties) {
    JsonObject binding = new JsonObject();
    binding.addProperty("type", type);
    binding.addProperty("direction", direction);
    binding.addProperty("name", name);
    properties.forEach(binding::addProperty);
    return binding;
  }

  private SampleApp write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(Path.of("src/test/resources/sample-app/sample"))) {
      List<String> options =
          List.of(
              "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
      boolean done =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources.toList()))
              .call();
      if (!done) {
        throw new IllegalStateException(messages.toString());
      }
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> entries = Files.walk(classes)) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
        Files.copy(entry, out);
      }
    }
  }
}
