package dev.moat.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.contract.TestClock;
import dev.moat.engine.Messages;
import dev.moat.engine.Verb;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.store.table.AzuriteExtension;
import dev.moat.store.table.AzuriteTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Keeps moments of this version, for later versions to be tested with. No test, and run by hand
 * when a version is released: {@code mvn -pl functions -am verify -Dtest=none
 * -Dit.test=dev/moat/upgrade/WriteMoments -Dmoments=<version> …}. What is kept is never changed
 * again.
 */
@ExtendWith(AzuriteExtension.class)
final class WriteMoments {

  private static final String VERSION = System.getProperty("moments", "next");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String REGISTRY_WRITE = "Microsoft.ContainerRegistry/registries/write";
  private static final String OPEN = "{\"properties\":{\"publicNetworkAccess\":\"Enabled\"}}";

  private final TestClock clock = new TestClock(NOON);
  private final Installation moat;

  WriteMoments(AzuriteTables azurite) {
    moat = new Installation(clock, azurite.emptyStore(clock), azurite.service());
    moat.owner("PUT", Wish.GROUP, "2022-09-01", "{\"location\":\"westcentralus\"}");
  }

  @Test
  void accepted() {
    moat.post(Wish.SAMPLE, "message-1");
    moat.deliverUntil(this::wasAccepted);
    assertThat(moat.queues.sentTo(Messages.SETUP_EVENTS)).hasSize(1);
    keep("accepted");
  }

  @Test
  void running() {
    moat.post("{", "message-0");
    moat.settle();
    moat.store.throttle("00000000-0000-0000-0000-000000000009", NOON.plus(Duration.ofHours(1)));
    moat.post(Wish.SAMPLE, "message-1");
    moat.deliverUntil(() -> wasAccepted() && status(StepKind.ENDPOINT) == StepStatus.PARKED);
    moat.dieBeforeSending();
    moat.post(Wish.OTHER, "message-2");
    assertThat(moat.state().unsent()).isNotEmpty();
    keep("running");
  }

  @Test
  void succeeded() {
    succeed(Wish.SAMPLE);
    keep("succeeded");
  }

  @Test
  void failed() {
    leaveALinkBehind();
    moat.post(Wish.SAMPLE, "message-1");
    moat.settle();
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.FAILED);
    keep("failed");
  }

  /** Others have put another network's link where the request wants its own. */
  private void leaveALinkBehind() {
    String network = Wish.GROUP + "/providers/Microsoft.Network/virtualNetworks/trial-vnet";
    moat.owner(
        "PUT",
        new ResourceId(network),
        Wish.NETWORK_VERSION,
        """
        {"location": "westcentralus",
         "properties": {"addressSpace": {"addressPrefixes": ["10.9.0.0/16"]}}}
        """);
    moat.owner("PUT", Wish.ZONE, Wish.DNS_VERSION, "{\"location\":\"global\"}");
    moat.owner(
        "PUT",
        Wish.LINK,
        Wish.DNS_VERSION,
        """
        {"location": "global",
         "properties": {"registrationEnabled": false, "virtualNetwork": {"id": "%s"}}}
        """
            .formatted(network));
  }

  /** Somebody opened the registry, Moat looks again, and meanwhile more was changed. */
  @Test
  void checking() {
    succeed(Wish.SAMPLE);
    moat.owner("PATCH", Wish.REGISTRY, Wish.REGISTRY_VERSION, OPEN);
    moat.tell(Wish.REGISTRY, REGISTRY_WRITE);
    moat.deliverUntil(() -> moat.setup().status() == SetupStatus.CHECKING);
    moat.tell(Wish.ZONE, "Microsoft.Network/privateDnsZones/write");
    moat.deliverUntil(() -> !moat.state().noticed().isEmpty());
    moat.tell(Wish.LINK, "Microsoft.Network/privateDnsZones/virtualNetworkLinks/write");
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.CHECKING);
    assertThat(moat.queues.sentTo(Messages.RESOURCE_CHANGES)).isNotEmpty();
    assertThat(moat.queues.sentTo(Messages.DRIFT_CHECKS)).isNotEmpty();
    keep("checking");
  }

  /** Somebody took the role away, and the request wants that to be reported. */
  @Test
  void drifted() {
    succeed(Wish.sample("secureacr-on-drift"));
    ResourceId grant = moat.grant();
    moat.owner("DELETE", grant, "2022-04-01", null);
    moat.tell(grant, "Microsoft.Authorization/roleAssignments/delete");
    moat.settle();
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.DRIFTED);
    keep("drifted");
  }

  @Test
  void cancelled() {
    moat.post(Wish.SAMPLE, "message-1");
    moat.deliverUntil(() -> wasAccepted() && status(StepKind.ENDPOINT) == StepStatus.PARKED);
    moat.ask(new Verb.Cancel());
    moat.settle();
    keep("cancelled");
  }

  /** The connection waits for its owner, and the caller has not been told yet. */
  @Test
  void waiting() {
    moat.post(Wish.sample("secureacr-manual-approval"), "message-1");
    moat.deliverUntil(
        () -> wasAccepted() && status(StepKind.ENDPOINT) == StepStatus.AWAITING_APPROVAL);
    keep("waiting");
  }

  @Test
  void restored() {
    succeed(Wish.SAMPLE);
    moat.ask(new Verb.Restore(Optional.of(Duration.ofHours(4))));
    moat.settle();
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.RESTORED);
    keep("restored");
  }

  @Test
  void tearing_down() {
    succeed(Wish.SAMPLE);
    moat.tearDown();
    moat.deliverUntil(() -> status(StepKind.ZONE_GROUP) == StepStatus.REMOVED);
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.RUNNING);
    keep("tearing-down");
  }

  @Test
  void torn_down() {
    succeed(Wish.SAMPLE);
    moat.tearDown();
    moat.settle();
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.TORN_DOWN);
    keep("torn-down");
  }

  /** What one generation asked for and the next did not stays recorded. */
  @Test
  void asked_again() {
    succeed(Wish.sample("secureacr-with-integration-subnet"));
    moat.post(Wish.SAMPLE, "message-2");
    moat.settle();
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(moat.setup().generation()).isEqualTo(2);
    keep("asked-again");
  }

  private void succeed(String request) {
    moat.post(request, "message-1");
    moat.settle();
    assertThat(moat.setup().status()).isEqualTo(SetupStatus.SUCCEEDED);
  }

  private boolean wasAccepted() {
    return moat.store.load(Wish.SETUP).isPresent();
  }

  private StepStatus status(StepKind kind) {
    return moat.step(kind).status();
  }

  private void keep(String name) {
    moat.moment().keep(VERSION + "/" + name);
  }
}
