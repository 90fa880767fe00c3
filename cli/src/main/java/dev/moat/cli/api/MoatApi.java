package dev.moat.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moat's HTTP API. Every method calls it, waits for the answer, and throws {@link
 * dev.moat.cli.outcome.Failure} when the answer is not success or does not come.
 */
public final class MoatApi {

  private final HttpCalls calls;

  /**
   * @param operator who asks, for the history
   */
  public MoatApi(ApiAddress address, String operator) {
    this.calls = new HttpCalls(address, operator);
  }

  /** Some of the setups. */
  public Reply<SetupPage> setups(SetupFilter filter, PageQuery page) {
    String statuses = filter.statuses().stream().map(Enum::name).collect(Collectors.joining(","));
    Query query =
        new Query()
            .with("status", Optional.of(statuses).filter(some -> !some.isEmpty()))
            .with("registry", filter.registry())
            .with("acceptedBefore", filter.acceptedBefore())
            .with("acceptedAfter", filter.acceptedAfter())
            .with(page);
    return calls.get("/setups" + query, SetupPage.class);
  }

  /** A setup as it is recorded now. */
  public Reply<Setup> setup(String id) {
    return calls.get(setupPath(id), Setup.class);
  }

  /** One of the steps of a setup that was read; empty when it has none of this name. */
  public static Optional<Reply<Step>> step(Reply<Setup> setup, String name) {
    for (JsonNode step : Json.tree(setup.json()).path("steps")) {
      if (step.path("name").asText().equals(name)) {
        return Optional.of(Json.reply(step, Step.class));
      }
    }
    return Optional.empty();
  }

  /** Some of a setup's history. */
  public Reply<HistoryPage> history(String id, PageQuery page) {
    return calls.get(setupPath(id) + "/history" + new Query().with(page), HistoryPage.class);
  }

  /** What a request would do. Writes nothing. */
  public Reply<Forecast> plan(String request) {
    return calls.query("/plans", request, Forecast.class);
  }

  /** Has a request accepted. */
  public Reply<Submission> submit(String request) {
    return calls.post("/setups", Optional.of(request), Optional.empty(), Submission.class);
  }

  /**
   * Replays steps.
   *
   * @param seen the setup as the operator saw it
   * @param steps all that can be replayed when it is empty
   */
  public Reply<Setup> replay(Setup seen, List<String> steps) {
    return verb(seen, "replay", steps.isEmpty() ? Map.of() : Map.of("steps", steps));
  }

  /** Asks one of the verbs that need no more words: cancel, approve, reject. */
  public Reply<Setup> ask(Setup seen, String verb) {
    return verb(seen, verb, Map.of());
  }

  /**
   * Puts the registry's network settings back.
   *
   * @param minutes for how long; for good when it is empty
   */
  public Reply<Setup> restore(Setup seen, Optional<Integer> minutes) {
    return verb(
        seen, "restore", minutes.<Map<String, ?>>map(m -> Map.of("minutes", m)).orElse(Map.of()));
  }

  /** What a teardown would do. */
  public Reply<TeardownPlan> teardownPlan(String setup, boolean deleteRegistry) {
    Query query = new Query().with("deleteRegistry", Optional.of(deleteRegistry));
    return calls.get(setupPath(setup) + "/teardown-plan" + query, TeardownPlan.class);
  }

  /** Carries out a teardown plan. */
  public Reply<Setup> teardown(Setup seen, String plan, boolean deleteRegistry) {
    return verb(
        seen, "teardown", new TreeMap<>(Map.of("plan", plan, "deleteRegistry", deleteRegistry)));
  }

  /** Replays all failed steps of a kind. */
  public Reply<Replays> replayKind(String kind) {
    String body = Json.write(Map.of("kind", kind));
    return calls.post("/replays", Optional.of(body), Optional.empty(), Replays.class);
  }

  /** Some of the rejected requests. */
  public Reply<RejectedRequestPage> rejected(PageQuery page) {
    return calls.get("/rejected-requests" + new Query().with(page), RejectedRequestPage.class);
  }

  /** A rejected request. */
  public Reply<RejectedRequest> rejected(String id) {
    return calls.get(rejectedPath(id), RejectedRequest.class);
  }

  /**
   * Posts a rejected request again.
   *
   * @param mended in its place; as it was when empty
   */
  public void replayRejected(String id, Optional<String> mended) {
    calls.send("POST", rejectedPath(id) + "/replay", mended);
  }

  /** Forgets a rejected request. */
  public void discardRejected(String id) {
    calls.send("DELETE", rejectedPath(id), Optional.empty());
  }

  /** How many dead letters each queue has. */
  public Reply<DeadLetterCounts> deadLetters() {
    return calls.get("/dead-letters", DeadLetterCounts.class);
  }

  /** Some dead letters of a queue. */
  public Reply<DeadLetterPage> deadLetters(String queue, PageQuery page) {
    return calls.get(
        "/dead-letters/" + Query.segment(queue) + new Query().with(page), DeadLetterPage.class);
  }

  /** A dead letter. */
  public Reply<DeadLetter> deadLetter(String queue, long sequenceNumber) {
    return calls.get(letterPath(queue, sequenceNumber), DeadLetter.class);
  }

  /** Sends a dead letter to its queue again. */
  public void replayDeadLetter(String queue, long sequenceNumber) {
    calls.send("POST", letterPath(queue, sequenceNumber) + "/replay", Optional.empty());
  }

  /** Deletes a dead letter. */
  public void discardDeadLetter(String queue, long sequenceNumber) {
    calls.send("DELETE", letterPath(queue, sequenceNumber), Optional.empty());
  }

  /**
   * All pages as one.
   *
   * @param ask for a page
   * @param type of the page
   */
  public static <T extends Page<?>> Reply<T> all(Function<PageQuery, Reply<T>> ask, Class<T> type) {
    Reply<T> page = ask.apply(PageQuery.first());
    ObjectNode whole = (ObjectNode) Json.tree(page.json());
    while (page.value().continuation().isPresent()) {
      page = ask.apply(PageQuery.first().after(page.value().continuation().get()));
      JsonNode more = Json.tree(page.json());
      for (String list : List.of("items", "unreadable")) {
        more.path(list).forEach(item -> whole.withArray(list).add(item));
      }
    }
    whole.remove("continuation");
    return Json.reply(whole, type);
  }

  private Reply<Setup> verb(Setup seen, String verb, Map<String, ?> wishes) {
    Optional<String> body = wishes.isEmpty() ? Optional.empty() : Optional.of(Json.write(wishes));
    return calls.post(
        setupPath(seen.id()) + "/" + verb, body, Optional.of(seen.version()), Setup.class);
  }

  private static String setupPath(String id) {
    return "/setups/" + Query.segment(id);
  }

  private static String rejectedPath(String id) {
    return "/rejected-requests/" + Query.segment(id);
  }

  private static String letterPath(String queue, long sequenceNumber) {
    return "/dead-letters/" + Query.segment(queue) + "/" + sequenceNumber;
  }
}
