package dev.moat.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option of every command that starts an Azure on this machine. */
final class LatencyOption {

  @Option(
      names = "--latency",
      scope = ScopeType.INHERIT,
      defaultValue = "fast",
      paramLabel = "PROFILE",
      description =
          "How long Azure takes: ${COMPLETION-CANDIDATES}; fast is a twentieth of real (default:"
              + " ${DEFAULT-VALUE}).")
  private Latency latency = Latency.FAST;

  /** How long Azure takes. */
  Latency value() {
    return latency;
  }
}
