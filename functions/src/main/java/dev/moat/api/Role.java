package dev.moat.api;

import java.util.Locale;

/** What a caller may do; an operator may do all that a reader may. */
public enum Role {
  /** Sees all and changes nothing. */
  READER,
  /** Changes things too. */
  OPERATOR;

  /** The value of the app role in Microsoft Entra ID. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
