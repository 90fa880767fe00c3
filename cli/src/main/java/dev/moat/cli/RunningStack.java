package dev.moat.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.launch.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stack that {@code moat up} keeps running, as it is written down in {@code .moat/up.json} for
 * other commands to find.
 *
 * @param pid of the process of {@code moat up}
 * @param startedAt when that process started, because ids are used again
 * @param endpoints null while the stack is starting
 */
record RunningStack(long pid, String startedAt, Path folder, @Nullable Endpoints endpoints) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The file in the project of this folder. */
  static Path file(Path home) {
    return home.resolve(".moat").resolve("up.json");
  }

  /**
   * Writes down that this process is about to start a stack.
   *
   * @throws Failure when another one runs
   */
  static RunningStack claim(Path home, Path folder) {
    find(home).ifPresent(RunningStack::refuse);
    ProcessHandle self = ProcessHandle.current();
    RunningStack stack = new RunningStack(self.pid(), startOf(self), folder, null);
    try {
      Files.createDirectories(file(home).getParent());
      Files.deleteIfExists(file(home));
      Files.write(file(home), JSON.writeValueAsBytes(stack), StandardOpenOption.CREATE_NEW);
      return stack;
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          "Another 'moat up' is starting in this very moment.", "Use that one, or try again.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file(home), e);
    }
  }

  /** Writes down that the stack can be reached. */
  RunningStack ready(Path home, Endpoints at) {
    RunningStack stack = new RunningStack(pid, startedAt, folder, at);
    Path next = file(home).resolveSibling("up.json.new");
    try {
      Files.deleteIfExists(next);
      Files.write(ownersOnly(next), JSON.writeValueAsBytes(stack));
      Files.move(next, file(home), StandardCopyOption.ATOMIC_MOVE);
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file(home), e);
    }
  }

  /** The note holds the key of the app. */
  private static Path ownersOnly(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(file);
  }

  /** The stack that runs; empty when none does, whatever a process that died left behind. */
  static Optional<RunningStack> find(Path home) {
    if (!Files.exists(file(home))) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file(home).toFile(), RunningStack.class))
          .filter(RunningStack::isAlive);
    } catch (IOException e) {
      throw new Failure(
          "Cannot read " + file(home) + ": " + e.getMessage(),
          "If no 'moat up' runs, delete that file.",
          e);
    }
  }

  /**
   * Where the running stack can be reached.
   *
   * @throws Failure when none runs, or it is still starting
   */
  static Endpoints require(Path home) {
    RunningStack stack =
        find(home)
            .orElseThrow(
                () ->
                    new Failure(
                        "No 'moat up' runs in " + home + ".",
                        "Start one in another terminal: ./moat up"));
    if (stack.endpoints() == null) {
      throw new Failure("'moat up' is still starting.", "Try again in some seconds.");
    }
    return stack.endpoints();
  }

  /** Takes the note away. */
  static void forget(Path home) {
    try {
      Files.deleteIfExists(file(home));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file(home), e);
    }
  }

  private boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).equals(startedAt))
        .isPresent();
  }

  private static void refuse(RunningStack other) {
    throw new Failure(
        "'moat up' already runs, as process " + other.pid() + ".",
        "Use that one, or stop it with Ctrl-C where it runs.");
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("");
  }
}
