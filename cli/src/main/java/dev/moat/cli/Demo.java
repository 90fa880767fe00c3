package dev.moat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRecord;
import dev.moat.store.SetupState;
import java.util.List;
import java.util.Optional;

/**
 * The demonstration: a registry is made private, and asking for it again changes nothing. Whatever
 * it says is read from Resource Manager or from the recorded state, and compared; {@link Failure}
 * is thrown where it is not as promised.
 */
final class Demo {

  private final Stage stage;
  private final LocalMoat moat;
  private final Sample sample;

  Demo(Stage stage) {
    this.stage = stage;
    this.moat = stage.moat();
    this.sample = stage.sample();
  }

  void run() {
    stage.createResourceGroup();
    Inventory atFirst = Inventory.read(moat.arm(), stage.plan());
    stage.title("1. A system posts " + Sample.FILE + " to the queue setup-requests");
    SetupState made = stage.postAndWatch(sample, 1, "demo-1");
    stage.title("2. Proved before public access was cut");
    stage.showProof(Stage.lockdown(made));
    stage.title("3. The registry now, read from Resource Manager");
    stage.showRegistry();
    stage.title("4. What Moat asked of Azure");
    Inventory atLast = showAccount(atFirst, made);
    stage.title("5. The same request comes again, under the same requestId");
    postSameRequest(made);
    stage.title("6. The same wish comes under a new requestId");
    postSameWish(atLast);
  }

  private Inventory showAccount(Inventory before, SetupState made) {
    Inventory after = Inventory.read(moat.arm(), stage.plan());
    List<ResourceId> created = after.createdSince(before);
    List<ResourceId> touched = after.touchedSince(before, lockedAfterCreation(created, made));
    CallAccount calls = CallAccount.of(moat.arm());
    stage.line("  " + calls);
    calls.requireWritesFor(touched);
    stage.line(
        "  %d writes = %d resources created + %d changed, exactly"
            .formatted(calls.writes().size(), created.size(), touched.size() - created.size()));
    return after;
  }

  /**
   * The registry, when it was made in this setup and locked at its end: two changes of one
   * resource, of which before and after tell only the first. How it was between them is what the
   * lockdown remembered.
   */
  private List<ResourceId> lockedAfterCreation(List<ResourceId> created, SetupState made) {
    ResourceId registry = sample.request().registry().id();
    return created.contains(registry) && !accessBeforeLock(made).equals("Disabled")
        ? List.of(registry)
        : List.of();
  }

  private static String accessBeforeLock(SetupState made) {
    String posture =
        Optional.ofNullable(Stage.lockdown(made).outputs().get("posture")).orElse("{}");
    try {
      return new ObjectMapper().readTree(posture).path("publicNetworkAccess").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The remembered posture is not JSON: " + posture, e);
    }
  }

  private void postSameRequest(SetupState made) {
    moat.arm().clearCalls();
    moat.post(sample.json(), "demo-2");
    stage.watch().untilTaken("demo-2");
    SetupRecord now = moat.state().load(sample.request().setupId()).orElseThrow().setup().value();
    CallAccount calls = CallAccount.of(moat.arm());
    if (!now.equals(made.setup().value()) || calls.total() > 0) {
      throw new Failure(
          "Moat took a request a second time: generation %d, %s."
              .formatted(now.generation(), calls),
          "This is a defect of Moat. Look at functions.log.");
    }
    stage.line(
        "  %s was recognised: still generation %d, no call to Azure."
            .formatted(sample.request().requestId(), now.generation()));
  }

  private void postSameWish(Inventory before) {
    Sample again = sample.withRequestId(sample.request().requestId() + "-again");
    stage.postAndWatch(again, 2, "demo-3");
    CallAccount calls = CallAccount.of(moat.arm());
    stage.line("  " + calls);
    calls.requireWritesFor(List.of());
    Inventory after = Inventory.read(moat.arm(), stage.plan());
    if (!after.equals(before)) {
      throw new Failure(
          "Resources changed although nothing was written: " + after.changedSince(before),
          "This is a defect of the local Azure. Look at resource-manager.log.");
    }
    stage.line("  Everything was found as wanted: nothing was written.");
  }
}
