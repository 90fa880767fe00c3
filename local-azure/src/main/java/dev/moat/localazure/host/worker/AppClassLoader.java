package dev.moat.localazure.host.worker;

import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the app: its jars and those in {@code lib/} beside them, parent first. Jars are in the
 * order of their names; in the real worker the order is undefined, so do not depend on it.
 */
final class AppClassLoader {

  /** Extension points of the real worker that would change how functions run. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector",
          "com.microsoft.azure.functions.internal.spi.middleware.Middleware");

  private AppClassLoader() {}

  static URLClassLoader of(FunctionApp app) {
    URL[] jars =
        app.functions().stream()
            .map(FunctionMetadata::scriptFile)
            .distinct()
            .flatMap(AppClassLoader::withLibraries)
            .map(AppClassLoader::url)
            .toArray(URL[]::new);
    URLClassLoader loader =
        new URLClassLoader("app", jars, new WorkerTypesOnly(AppClassLoader.class.getClassLoader()));
    UNSUPPORTED.forEach(service -> refuse(service, loader));
    return loader;
  }

  private static Stream<Path> withLibraries(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new InvalidFunctionAppException(
          "The jar " + jar + " that function.json names does not exist; package the app again");
    }
    return Stream.concat(Stream.of(jar), libraries(jar.resolveSibling("lib")));
  }

  private static Stream<Path> libraries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
    } catch (IOException e) {
      throw new InvalidFunctionAppException("Cannot list " + folder + ": " + e, e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new InvalidFunctionAppException("Cannot load " + jar + ": " + e, e);
    }
  }

  private static void refuse(String service, ClassLoader loader) {
    if (loader.getResource("META-INF/services/" + service) != null) {
      throw new InvalidFunctionAppException(
          "The app provides a " + service + ", which this host does not support");
    }
  }
}
