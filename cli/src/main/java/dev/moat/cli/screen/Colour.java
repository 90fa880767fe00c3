package dev.moat.cli.screen;

/** Colours, by the codes that every terminal knows. */
public enum Colour {
  BOLD(1),
  DIM(2),
  RED(31),
  GREEN(32),
  YELLOW(33);

  private final int code;

  Colour(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
