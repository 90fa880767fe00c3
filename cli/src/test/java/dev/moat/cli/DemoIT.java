package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoIT {

  private final Demonstration demonstration = new Demonstration();

  @Test
  void the_demonstration_makes_a_registry_private_and_a_second_wish_writes_nothing() {
    assertThat(demonstration.run("demo")).as(demonstration.error()).isZero();

    assertThat(demonstration.error()).isEmpty();
    assertThat(demonstration.out())
        .containsSubsequence(
            "SUCCEEDED  lockdown",
            "generation 1: SUCCEEDED",
            "Proved before public access was cut",
            "secureacr2021.azurecr.io resolves to 10.0.1.5",
            "public access  Disabled",
            "secureacr-pe: Approved",
            "9 writes = 8 resources created + 1 changed, exactly",
            "secureacr-1 was recognised: still generation 1, no call to Azure.",
            "generation 2: SUCCEEDED",
            "0 writes",
            "nothing was written",
            "Nothing is left running");
    assertThat(demonstration.leftRunning()).isEmpty();
  }
}
