package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.LocalArm.Call;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A finished setup that somebody changes something of, and what has happened since it was quiet.
 */
final class Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MoatExtension moat;
  private final SampleRequest request;
  private final Setup setup;
  private final int linesBefore;

  private Scenario(MoatExtension moat, SampleRequest request) {
    this.moat = moat;
    this.request = request;
    this.setup = moat.setup(request);
    moat.awaitQuiet(setup);
    this.linesBefore = setup.history().size();
    moat.arm().clearCalls();
  }

  static Scenario on(MoatExtension moat, SampleRequest request) {
    return new Scenario(moat, request);
  }

  Setup setup() {
    return setup;
  }

  /** What the history has to tell since then. */
  List<HistoryEntry> news() {
    List<HistoryEntry> all = setup.history();
    return all.subList(linesBefore, all.size());
  }

  List<String> reasons() {
    return news().stream().map(HistoryEntry::reason).toList();
  }

  HistoryEntry line(String reason) {
    return news().stream().filter(entry -> entry.reason().equals(reason)).findFirst().orElseThrow();
  }

  Scenario awaitRepaired() {
    return awaitLine("SetupRepaired");
  }

  /** Waits for a line of history, and until nothing more happens by itself. */
  Scenario awaitLine(String reason) {
    awaitFirst(reason);
    moat.awaitQuiet(setup);
    return this;
  }

  /** Waits until a drift is told, whatever becomes of it. */
  Scenario awaitDrift(StepKind kind) {
    awaitFirst(name(kind) + "Drifted");
    return this;
  }

  private void awaitFirst(String reason) {
    Await.until(
        reason,
        PATIENCE,
        () -> reasons().contains(reason) ? Optional.of(true) : Optional.empty(),
        () -> news() + "\n" + setup.description());
  }

  /**
   * Waits until it is known who did it: of two changes at once, one may be found by the check of
   * the other, before its own event has come.
   */
  Scenario awaitExplained(StepKind kind) {
    Await.until(
        "who did it",
        PATIENCE,
        () -> Optional.of(lastDrift(kind)).filter(drift -> drift.cause().isPresent()),
        () -> news() + "\n" + setup.description());
    moat.awaitQuiet(setup);
    return this;
  }

  /** What Moat wrote since then, anywhere in Azure, such as {@code PUT …/privateEndpoints/pe}. */
  List<String> writes() {
    return moat.calls().writes().all().stream().map(Scenario::inWords).toList();
  }

  /** The same without those that Azure refused. */
  List<String> acceptedWrites() {
    return moat.calls().acceptedWrites().all().stream().map(Scenario::inWords).toList();
  }

  int reads() {
    return moat.calls().reads().count();
  }

  /** Everything is as asked again, Moat made exactly these writes, and few reads. */
  Scenario assertRepairedBy(String... writes) {
    assertThat(setup.status()).as(setup.description()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(setup.steps()).allMatch(step -> step.status() == StepStatus.SUCCEEDED);
    assertThat(writes()).as(setup.description()).containsExactly(writes);
    assertThat(reasons().indexOf("SetupRepaired"))
        .as(reasons().toString())
        .isEqualTo(reasons().lastIndexOf("SetupRepaired"));
    return this;
  }

  Scenario assertReadsAtMost(int most) {
    assertThat(reads()).as(moat.calls().toString()).isLessThanOrEqualTo(most);
    return this;
  }

  /** The history tells what differed, who did that, and that it was repaired. */
  Scenario assertTold(StepKind kind, PersonsChange change, Difference... differences) {
    assertToldAs(kind, "Drifted", change, differences);
    assertThat(line(name(kind) + "Drifted").text()).endsWith("Moat repairs it.");
    assertThat(reasons())
        .containsSubsequence(name(kind) + "Drifted", name(kind) + "Repaired", "SetupRepaired");
    assertThat(news())
        .filteredOn(entry -> entry.reason().equals("SetupRepaired"))
        .anyMatch(entry -> entry.text().contains(setup.step(kind).name().value()));
    return this;
  }

  /** The history tells what differs and who did that. */
  Scenario assertToldAs(
      StepKind kind, String what, PersonsChange change, Difference... differences) {
    Drift drift = lastDrift(kind);
    String text = line(name(kind) + what).text();
    drift.differences().forEach(each -> assertThat(text).contains(each.toString()));
    assertThat(drift.differences()).containsExactly(differences);
    assertThat(reasons().contains(name(kind) + "Explained") ? explanation(kind) : text)
        .contains(change.person().name(), "object id " + change.person().objectId())
        .contains(change.operation())
        .containsIgnoringCase(change.resource().value())
        .contains("correlation id " + change.correlationId())
        .contains(" at " + drift.cause().orElseThrow().at());
    return this;
  }

  private String explanation(StepKind kind) {
    return line(name(kind) + "Explained").text();
  }

  Drift lastDrift(StepKind kind) {
    List<Drift> drifts = setup.step(kind).drifts();
    assertThat(drifts).isNotEmpty();
    return drifts.get(drifts.size() - 1);
  }

  static Difference gone() {
    return new Difference(Drift.EXISTENCE, "present", "absent");
  }

  /** A call as {@link #writes()} tells it. */
  static String write(String method, ResourceId resource) {
    return (method + " " + resource).toLowerCase(Locale.ROOT);
  }

  private static String inWords(Call call) {
    return (call.method() + " " + call.path()).toLowerCase(Locale.ROOT);
  }

  private static String name(StepKind kind) {
    StringBuilder name = new StringBuilder();
    for (String word : kind.label().split("-")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  SampleRequest request() {
    return request;
  }
}
