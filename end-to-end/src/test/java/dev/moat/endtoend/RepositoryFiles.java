package dev.moat.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the repository, without what a build or a tool puts there. */
final class RepositoryFiles {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS =
      Set.of(".git", ".idea", ".moat", "node_modules", "target");

  private final List<Path> files;

  private RepositoryFiles(List<Path> files) {
    this.files = files;
  }

  static RepositoryFiles find() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(ROOT.relativize(file));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + ROOT, e);
    }
    return new RepositoryFiles(List.copyOf(files));
  }

  /** Those directly in a folder whose name ends so. */
  List<Path> in(String folder, String ending) {
    return files.stream()
        .filter(file -> Path.of(folder).equals(file.getParent()))
        .filter(file -> file.toString().endsWith(ending))
        .sorted()
        .toList();
  }

  /** Those anywhere whose name ends so. */
  List<Path> all(String ending) {
    return files.stream().filter(file -> file.toString().endsWith(ending)).sorted().toList();
  }

  /** Whether this is a file, or a folder with one somewhere in it. */
  boolean has(Path path) {
    return files.stream().anyMatch(file -> file.startsWith(path));
  }

  /** The folders that have a file of this name, as a URL's path from the root. */
  Stream<String> foldersWith(String name) {
    return files.stream()
        .filter(file -> file.endsWith(name))
        .map(file -> file.getParent() == null ? "/" : "/" + file.getParent());
  }

  /** The names of all files that end so, without that ending. */
  Stream<String> names(String ending) {
    return files.stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(ending))
        .map(name -> name.substring(0, name.length() - ending.length()));
  }

  static String read(Path file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
