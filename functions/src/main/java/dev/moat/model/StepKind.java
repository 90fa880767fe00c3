package dev.moat.model;

/** What kinds of step there are. Each kind has a queue of its own, {@code step-<label>}. */
public enum StepKind {
  PREFLIGHT("preflight"),
  VIRTUAL_NETWORK("virtual-network"),
  REGISTRY("registry"),
  SUBNET("subnet"),
  DNS_ZONE("dns-zone"),
  LINK("link"),
  ENDPOINT("endpoint"),
  ZONE_GROUP("zone-group"),
  IDENTITY_GRANT("identity-grant"),
  LOCKDOWN("lockdown");

  private final String label;

  StepKind(String label) {
    this.label = label;
  }

  /** The name that people and queues see: lower case, words joined with hyphens. */
  public String label() {
    return label;
  }

  /** Whether steps of this kind are looked at again once they are as asked. */
  public boolean mayDrift() {
    return this != PREFLIGHT;
  }

  /** The kind with this label; throws {@link IllegalArgumentException} when there is none. */
  public static StepKind ofLabel(String label) {
    for (StepKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("There is no step kind '" + label + "'");
  }
}
