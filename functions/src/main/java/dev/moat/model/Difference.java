package dev.moat.model;

/** A field that is not as wanted. */
public record Difference(String field, String expected, String found) {
  @Override
  public String toString() {
    return field + " is " + found + ", not " + expected;
  }
}
