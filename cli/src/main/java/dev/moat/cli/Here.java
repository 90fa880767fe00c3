package dev.moat.cli;

import java.nio.file.Path;

/**
 * What of the project is called where this process was started, so that it can be pasted there.
 *
 * @param home the folder of the project
 */
record Here(Path home) {

  /** The script with a command. */
  String command(String name) {
    return (isHere() ? "./moat" : quoted(file("moat"))) + " " + name;
  }

  /** A file of the project. */
  String file(String inProject) {
    return isHere() ? inProject : home.resolve(inProject).toString();
  }

  /** As a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private boolean isHere() {
    return Path.of("").toAbsolutePath().equals(home);
  }
}
