package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoFailureIT {

  private final Demonstration demonstration = new Demonstration();

  @Test
  void a_setup_that_failed_is_found_mended_and_replayed_with_the_commands_of_operators() {
    assertThat(demonstration.run("demo failure")).as(demonstration.error()).isZero();

    assertThat(demonstration.error()).isEmpty();
    assertThat(demonstration.out())
        .containsSubsequence(
            "1. Bob Hargreaves linked the zone to a network of his own",
            "to             virtualNetworks/trial-vnet",
            "$ ./moat submit ",
            "docs/samples/secureacr.json --follow --operator 'release pipeline'",
            "FAILED     link.acr-zonelink: LinkToAnotherNetwork",
            "generation 1: FAILED",
            "public access is still Enabled",
            "$ ./moat setups --status FAILED",
            "secureacr2021-8d4b2b667e  FAILED",
            "link.acr-zonelink",
            "$ ./moat show secureacr2021",
            "can be asked  replay",
            "link.acr-zonelink: LinkToAnotherNetwork",
            "What to do: Ask for a link of another name, or delete this one, then replay the step.",
            "DELETE virtualNetworkLinks/acr-zonelink",
            "$ ./moat replay secureacr2021 --follow --operator 'Alice Liddell'",
            "SUCCEEDED  link.acr-zonelink",
            "SUCCEEDED  lockdown",
            "generation 1: SUCCEEDED",
            "public access  Disabled",
            "link           to virtualNetworks/secureacr-vnet",
            "2 writes: only what was missing",
            "$ ./moat show secureacr2021 --history",
            "SetupFailed",
            "Alice Liddell (by function key) replayed link.acr-zonelink",
            "SetupSucceeded",
            "Nothing is left running");
    assertThat(demonstration.leftRunning()).isEmpty();
  }
}
