package dev.moat.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packages {@link BareFunction} as the staging plugin packages Moat, on the queue of requests. */
final class BareApp {

  private static final String FUNCTION_JSON =
      """
      {"scriptFile": "../bare.jar", "entryPoint": "%s.run", "bindings": [
        {"type": "serviceBusTrigger", "direction": "in", "name": "request",
         "queueName": "%%SETUP_REQUESTS_QUEUE%%", "connection": "ServiceBus"}]}
      """
          .formatted(BareFunction.class.getName());

  private BareApp() {}

  /**
   * @param hostJson the same as Moat's
   * @return the staging folder
   */
  static Path in(Path folder, Path hostJson) {
    try {
      Path function = Files.createDirectories(folder.resolve("AcceptSetup"));
      Files.writeString(function.resolve("function.json"), FUNCTION_JSON);
      Files.copy(hostJson, folder.resolve("host.json"));
      writeJar(folder.resolve("bare.jar"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot package an app in " + folder, e);
    }
  }

  private static void writeJar(Path file) throws IOException {
    String name = BareFunction.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        InputStream code = BareApp.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      if (code == null) {
        throw new IOException("There is no class " + name);
      }
      code.transferTo(jar);
    }
  }
}
