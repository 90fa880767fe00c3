package dev.moat.endtoend;

import dev.moat.cli.LocalArm;
import dev.moat.cli.LocalMoat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Moat on this machine, started once for a test class. Logs and state stay in {@code target/moat}
 * until the class runs again.
 */
final class MoatExtension implements BeforeAllCallback, AfterAllCallback {

  private final String latency;
  private final Map<String, String> settings = new HashMap<>();
  private Optional<Path> queues = Optional.empty();
  private @Nullable LocalMoat moat;

  private MoatExtension(String latency) {
    this.latency = latency;
    settings.put("ALLOWED_SCOPES", SampleRequest.SUBSCRIPTION);
  }

  /** Azure twenty times faster than it is. */
  static MoatExtension fast() {
    return new MoatExtension("fast");
  }

  /** With an app setting other than the sample's. */
  MoatExtension with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** With other queues than those of the project. */
  MoatExtension withQueues(Path file) {
    queues = Optional.of(file);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Path folder =
        Path.of(System.getProperty("moat.folder"), context.getRequiredTestClass().getSimpleName());
    delete(folder);
    Path home = SampleRequest.home();
    moat =
        LocalMoat.start(
            home,
            folder,
            latency,
            settings,
            queues.orElse(home.resolve("infra/service-bus-emulator.json")));
    // The app makes them when it is first called; tests read before that.
    moat.state().createTables();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (moat != null) {
      moat.close();
    }
  }

  LocalMoat moat() {
    if (moat == null) {
      throw new IllegalStateException("Moat was not started");
    }
    return moat;
  }

  /** A queue as an operator sees it. */
  Queue queue(String name) {
    return new Queue(moat().azure().endpoints().serviceBusConnectionString(), name);
  }

  /** Waits until the app is done with everything that was posted. */
  void awaitAllTaken() {
    Queue posted = queue("setup-requests");
    Await.until(
        "an empty queue of requests",
        Duration.ofSeconds(30),
        () -> posted.peek().isEmpty() ? Optional.of(true) : Optional.empty(),
        () -> posted.peek().size() + " messages are left");
  }

  LocalArm arm() {
    return moat().arm();
  }

  /** What Moat asked of Azure so far. */
  Calls calls() {
    return new Calls(arm().calls());
  }

  /** Posts a request, whose resource group is made first. */
  Setup post(SampleRequest request) {
    arm().createResourceGroup(request.group(), "westcentralus");
    moat().post(request.text(), "post-" + request.requestId());
    return setup(request);
  }

  Setup setup(SampleRequest request) {
    return new Setup(moat(), request.setup());
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
