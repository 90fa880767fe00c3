package dev.moat.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers calls: knows who calls, whether they may, and who in here has the answer. */
public final class Api {

  @FunctionalInterface
  private interface Handler {
    Reply answer(Call call, Caller caller);
  }

  private final Callers callers;
  private final Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);

  public Api(Engine engine, Callers callers) {
    this.callers = callers;
    OpenApi openApi = new OpenApi();
    Bodies bodies = new Bodies(openApi);
    SetupFinder finder = new SetupFinder(engine.setups());
    SetupJson json = new SetupJson(engine.operators());
    answer(new Setups(engine.setups(), finder, json));
    answer(new Submissions(engine.acceptance(), engine.admission(), engine.whatIf(), bodies));
    answer(new Verbs(finder, engine.operators(), bodies, json));
    answer(new RejectedRequestAnswers(engine.rejectedRequests(), bodies));
    answer(new DeadLetterAnswers(engine.deadLetters(), bodies));
    handlers.put(Endpoint.REPLAY_KIND, new KindReplays(engine.replays(), bodies)::replay);
    handlers.put(Endpoint.SHOW_CALLER, (call, caller) -> Reply.json(Reply.OK, caller.json()));
    handlers.put(
        Endpoint.SHOW_CONTRACT, (call, caller) -> Reply.json(Reply.OK, openApi.document()));
  }

  private void answer(Setups setups) {
    handlers.put(Endpoint.LIST_SETUPS, setups::list);
    handlers.put(Endpoint.SHOW_SETUP, setups::show);
    handlers.put(Endpoint.SHOW_HISTORY, setups::history);
    handlers.put(Endpoint.PLAN_TEARDOWN, setups::teardownPlan);
  }

  private void answer(Submissions submissions) {
    handlers.put(Endpoint.SUBMIT, submissions::submit);
    handlers.put(Endpoint.PLAN, submissions::plan);
  }

  private void answer(Verbs verbs) {
    handlers.put(Endpoint.REPLAY, verbs::replay);
    handlers.put(Endpoint.CANCEL, verbs::cancel);
    handlers.put(Endpoint.APPROVE, verbs::approve);
    handlers.put(Endpoint.REJECT, verbs::reject);
    handlers.put(Endpoint.RESTORE, verbs::restore);
    handlers.put(Endpoint.TEARDOWN, verbs::teardown);
  }

  private void answer(RejectedRequestAnswers rejected) {
    handlers.put(Endpoint.LIST_REJECTED, rejected::list);
    handlers.put(Endpoint.SHOW_REJECTED, rejected::show);
    handlers.put(Endpoint.DISCARD_REJECTED, rejected::discard);
    handlers.put(Endpoint.REPLAY_REJECTED, rejected::replay);
  }

  private void answer(DeadLetterAnswers dead) {
    handlers.put(Endpoint.COUNT_DEAD_LETTERS, dead::counts);
    handlers.put(Endpoint.LIST_DEAD_LETTERS, dead::list);
    handlers.put(Endpoint.SHOW_DEAD_LETTER, dead::show);
    handlers.put(Endpoint.DISCARD_DEAD_LETTER, dead::discard);
    handlers.put(Endpoint.REPLAY_DEAD_LETTER, dead::replay);
  }

  /**
   * Answers a call; never throws for what the call contains. What fails for another reason is
   * logged with the id of the invocation, which is all of it that the caller is told.
   *
   * @param log of the invocation
   */
  public Reply answer(Endpoint endpoint, Call call, Logger log) {
    try {
      return answer(endpoint, call);
    } catch (Refusal refusal) {
      return Reply.problem(refusal.problem());
    } catch (RuntimeException e) {
      log.log(Level.SEVERE, "Cannot answer " + endpoint.operationId(), e);
      return Reply.problem(internalError(call));
    }
  }

  private Reply answer(Endpoint endpoint, Call call) {
    Caller caller = callers.of(call);
    caller.require(endpoint.role());
    Query.requireKnown(call, endpoint.query());
    return handler(endpoint).answer(call, caller);
  }

  private Handler handler(Endpoint endpoint) {
    Handler handler = handlers.get(endpoint);
    if (handler == null) {
      throw new IllegalStateException("Nobody answers " + endpoint);
    }
    return handler;
  }

  private static ApiProblem internalError(Call call) {
    return ApiProblem.of(
        500,
        "InternalError",
        "Something went wrong that is not the caller's doing; the log has it under invocation '%s'."
            .formatted(call.id()),
        "Try again; what was asked may have been done, so look first. If it stays so, give that id"
            + " to whoever runs Moat.");
  }
}
