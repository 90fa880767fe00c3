package dev.moat.cli.api;

/** Calls to Azure in this generation, as far as they were recorded. */
public record Calls(int reads, int writes) {

  /** Such as {@code 18 reads, 9 writes}. */
  @Override
  public String toString() {
    return count(reads, "read") + ", " + count(writes, "write");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
