package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.Captured;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoIT {

  private final Captured captured = new Captured();

  @BeforeAll
  static void quiet() {
    QuietLogs.begin();
  }

  @Test
  void the_demonstration_makes_a_registry_private_and_a_second_wish_writes_nothing() {
    assertThat(run("demo")).as(captured.error()).isZero();

    assertThat(captured.error()).isEmpty();
    assertThat(captured.out())
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
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void what_is_undone_by_hand_is_told_and_repaired() {
    assertThat(run("demo drift")).as(captured.error()).isZero();

    assertThat(captured.error()).isEmpty();
    assertThat(captured.out())
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
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void a_setup_that_failed_is_found_mended_and_replayed_with_the_commands_of_operators() {
    assertThat(run("demo failure")).as(captured.error()).isZero();

    assertThat(captured.error()).isEmpty();
    assertThat(captured.out())
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
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
  }

  private int run(String arguments) {
    Path home = Path.of("..").toAbsolutePath().normalize();
    return Moat.commandLine(home, Around.nobody(captured.plain(), home))
        .execute(arguments.split(" "));
  }
}
