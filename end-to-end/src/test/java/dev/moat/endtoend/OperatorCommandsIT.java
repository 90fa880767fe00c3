package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ApiVersions;
import dev.moat.model.SetupStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands of operators against the packaged app, over HTTP. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OperatorCommandsIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant();

  @TempDir private Path folder;

  @Test
  void a_setup_that_failed_is_found_understood_mended_and_replayed() {
    SampleRequest request = SampleRequest.fresh("shop");
    leaveLinkBehind(request);
    MOAT.post(request).awaitFailure(1);
    Commands alice = commands("alice");

    assertThat(alice.run("setups --status FAILED --registry shop").out())
        .contains(request.setup() + "  FAILED", "link.acr-zonelink");
    assertThat(alice.run("show acrshop").out())
        .contains("LinkToAnotherNetwork", "What to do: ", "can be asked  replay");
    mend(request);
    Commands.Ran replayed = alice.run("replay acrshop --follow");
    assertThat(replayed.code()).as(replayed.error()).isZero();
    assertThat(replayed.out())
        .contains("SUCCEEDED  link.acr-zonelink", "SUCCEEDED  lockdown")
        .endsWith("generation 1: SUCCEEDED\n");
    assertThat(alice.run("show acrshop --history --limit 5").out())
        .contains("SetupReplayed", "alice (by function key) replayed link.acr-zonelink")
        .endsWith("SetupSucceeded  setup\n    Every step is as the request asks\n");
    alice.keep("operator-commands.txt");

    assertThat(MOAT.setup(request).status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(alice.run("replay acrshop").code()).isEqualTo(3);
  }

  @Test
  void a_request_is_planned_submitted_restored_and_torn_down() throws IOException {
    SampleRequest request = SampleRequest.fresh("tools");
    MOAT.arm().createResourceGroup(request.group(), "westcentralus");
    Path file = Files.writeString(folder.resolve("request.json"), request.text());
    Commands alice = commands("alice");

    assertThat(alice.run("plan " + file).out()).contains("feasible, with 9 changes in Azure");
    Commands.Ran submitted = alice.run("submit " + file + " --follow");
    assertThat(submitted.code()).as(submitted.error()).isZero();
    assertThat(alice.run("plan " + file).out()).contains("feasible, with 0 changes in Azure");
    MOAT.awaitQuiet(MOAT.setup(request));
    assertThat(alice.typing("y").run("restore acrtools --follow").code()).isZero();
    assertThat(publicAccess(request)).isEqualTo("Enabled");
    assertThat(alice.run("replay acrtools --follow").code()).isZero();
    assertThat(publicAccess(request)).isEqualTo("Disabled");
    MOAT.awaitQuiet(MOAT.setup(request));
    Commands.Ran tornDown = alice.typing("acrtools").run("teardown acrtools --follow");
    assertThat(tornDown.code()).as(tornDown.out() + tornDown.error()).isZero();
    assertThat(tornDown.out()).contains("privateEndpoints/secureacr-pe", "REMOVED", "TORN_DOWN");
    assertThat(publicAccess(request)).isEqualTo("Enabled");
  }

  @Test
  void a_request_that_was_rejected_is_mended_and_posted_again() {
    SampleRequest request = SampleRequest.fresh("mended");
    MOAT.arm().createResourceGroup(request.group(), "westcentralus");
    MOAT.post(request.with("/colour", "\"red\"").text(), "coloured");
    MOAT.awaitAllTaken();
    Commands alice = commands("alice");

    String id =
        alice
            .run("rejected")
            .out()
            .lines()
            .filter(line -> line.contains(request.requestId()))
            .findFirst()
            .orElseThrow()
            .strip()
            .split(" ")[0];
    assertThat(alice.run("rejected " + id).out()).contains("UnknownField", "\"colour\"");
    Commands.Ran again = alice.reading(request.text()).run("rejected " + id + " --replay --file -");
    assertThat(again.code()).as(again.error()).isZero();
    MOAT.setup(request).awaitSuccess(1);
    assertThat(alice.run("rejected " + id + " --discard --yes").code()).isZero();
    assertThat(alice.run("rejected " + id).code()).isEqualTo(4);
  }

  @Test
  void queues_without_dead_letters_are_told() {
    assertThat(commands("alice").run("dead-letters").out())
        .containsPattern("setup-requests +0")
        .containsPattern("step-lockdown +0");
  }

  @Test
  void what_is_wrong_ends_with_its_code() {
    Commands alice = commands("alice");

    assertThat(alice.run("show none-0000000000").code()).isEqualTo(4);
    assertThat(alice.run("show nowhere").code()).isEqualTo(4);
    assertThat(alice.reading("{}").run("submit -").code()).isEqualTo(1);
    assertThat(alice.run("dead-letters no-such-queue").code()).isEqualTo(4);
    Commands.Ran stranger = commands("mallory").withKey("guessed").run("setups");
    assertThat(stranger.code()).isEqualTo(5);
    assertThat(stranger.error()).contains("does not accept the key").doesNotContain("guessed");
  }

  private static Commands commands(String operator) {
    return new Commands(MOAT.moat(), operator);
  }

  /** The zone is there, with a link of the name that the request asks for to another network. */
  private static void leaveLinkBehind(SampleRequest request) {
    Owner owner = new Owner(MOAT.arm());
    owner.resourceGroup(request.group());
    owner.network(trial(request).network(), "[]");
    owner.zone(request.zone());
    owner.link(request.link(), trial(request).network());
  }

  private static void mend(SampleRequest request) {
    String path = request.link() + "?api-version=" + ApiVersions.PRIVATE_DNS;
    MOAT.arm().call("DELETE", path, "");
    Await.until(
        "the link to be gone",
        Duration.ofSeconds(30),
        () ->
            MOAT.arm().call("GET", path, "").status() == 404 ? Optional.of(true) : Optional.empty(),
        () -> path);
    MOAT.awaitQuiet(MOAT.setup(request));
  }

  private static SampleRequest trial(SampleRequest request) {
    return request.replace("secureacr-vnet", "trial-vnet");
  }

  private static String publicAccess(SampleRequest request) {
    return MOAT.arm()
        .get(request.registry().value(), ApiVersions.REGISTRY)
        .at("/properties/publicNetworkAccess")
        .asText();
  }
}
