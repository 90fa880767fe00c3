package dev.moat.cli.operate;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The parameter that says where a setup request is. */
final class RequestFile {

  @Parameters(
      paramLabel = "FILE",
      description = "The request, as docs/request-contract.md describes; - is standard input.")
  private String file = "";

  String read(InputStream standardInput) {
    return read(file, standardInput);
  }

  /** The text of a file, or of standard input. */
  static String read(String file, InputStream standardInput) {
    try {
      return file.equals("-")
          ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new Failure(
          Exit.USAGE,
          "Cannot read the request in " + Path.of(file).toAbsolutePath() + ".",
          "Name a file that is there and is text in UTF-8.",
          e);
    }
  }
}
