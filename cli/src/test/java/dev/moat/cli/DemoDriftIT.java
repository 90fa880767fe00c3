package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoDriftIT {

  private final Demonstration demonstration = new Demonstration();

  @Test
  void what_is_undone_by_hand_is_told_and_repaired() {
    assertThat(demonstration.run("demo drift")).as(demonstration.error()).isZero();

    assertThat(demonstration.error()).isEmpty();
    assertThat(demonstration.out())
        .containsSubsequence(
            "generation 1: SUCCEEDED",
            "public access  Disabled",
            "2. Alice Liddell opens public access by hand",
            "PATCH registries/secureacr2021",
            "public access  Enabled, was Disabled",
            "step           lockdown",
            "field          publicNetworkAccess",
            "who            Alice Liddell (object id 0a11ce00-0000-4000-8000-000000000001, app ",
            "operation      Microsoft.ContainerRegistry/registries/write",
            "SUCCEEDED  lockdown, attempts: 1",
            "Repaired",
            "1 write: PATCH registries/secureacr2021",
            "secureacr2021.azurecr.io resolves to 10.0.1.5",
            "read after her change and before the write that locked",
            "4. Alice Liddell deletes the endpoint's zone group by hand",
            "none, was secureacr",
            "step           zone-group",
            "found          absent",
            "SUCCEEDED  zone-group, attempts: 1",
            "1 write: PUT privateDnsZoneGroups/secureacr-zg",
            "LockdownDrifted",
            "Moat repairs it.",
            "LockdownRepaired",
            "SetupRepaired",
            "ZoneGroupDrifted",
            "ZoneGroupRepaired",
            "SetupRepaired",
            "Nothing is left running");
    assertThat(demonstration.leftRunning()).isEmpty();
  }
}
