package dev.moat.model;

/**
 * The name of a step, unique in its setup: the kind, and the resource where a plan may have several
 * of a kind, such as {@code subnet.secureacr-vnet.private-endpoint-subnet}.
 */
public record StepName(String value) implements Comparable<StepName> {

  /** The only step of its kind. */
  public static StepName of(StepKind kind) {
    return new StepName(kind.label());
  }

  /** The step of this kind for one of several resources. */
  public static StepName of(StepKind kind, String resource) {
    return new StepName(kind.label() + "." + resource);
  }

  /** The kind of the step. */
  public StepKind kind() {
    int dot = value.indexOf('.');
    return StepKind.ofLabel(dot < 0 ? value : value.substring(0, dot));
  }

  @Override
  public int compareTo(StepName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
