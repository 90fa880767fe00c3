package dev.moat.api;

import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.Operators;
import dev.moat.engine.WhatIf;
import dev.moat.store.SetupStore;
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

  public Api(
      SetupStore store,
      Acceptance acceptance,
      Admission admission,
      WhatIf whatIf,
      Operators operators,
      Callers callers) {
    this.callers = callers;
    OpenApi openApi = new OpenApi();
    Bodies bodies = new Bodies(openApi);
    SetupFinder finder = new SetupFinder(store);
    SetupJson json = new SetupJson(operators);
    Setups setups = new Setups(store, finder, json);
    handlers.put(Endpoint.SHOW_SETUP, setups::show);
    handlers.put(Endpoint.SHOW_HISTORY, setups::history);
    handlers.put(Endpoint.PLAN_TEARDOWN, setups::teardownPlan);
    Submissions submissions = new Submissions(acceptance, admission, whatIf, bodies);
    handlers.put(Endpoint.SUBMIT, submissions::submit);
    handlers.put(Endpoint.PLAN, submissions::plan);
    Verbs verbs = new Verbs(finder, operators, bodies, json);
    handlers.put(Endpoint.REPLAY, verbs::replay);
    handlers.put(Endpoint.CANCEL, verbs::cancel);
    handlers.put(Endpoint.APPROVE, verbs::approve);
    handlers.put(Endpoint.REJECT, verbs::reject);
    handlers.put(Endpoint.RESTORE, verbs::restore);
    handlers.put(Endpoint.TEARDOWN, verbs::teardown);
    handlers.put(Endpoint.SHOW_CALLER, (call, caller) -> Reply.json(Reply.OK, caller.json()));
    handlers.put(
        Endpoint.SHOW_CONTRACT, (call, caller) -> Reply.json(Reply.OK, openApi.document()));
  }

  /**
   * Answers a call; never throws for what the call contains. What fails for another reason is
   * logged with the id of the invocation, which is all of it that the caller is told.
   *
   * @param log of the invocation
   */
  public Reply answer(Endpoint endpoint, Call call, Logger log) {
    try {
      return answered(endpoint, call, log);
    } catch (Refusal refusal) {
      return Reply.problem(refusal.problem());
    } catch (RuntimeException e) {
      log.log(Level.SEVERE, "Cannot answer " + endpoint.operationId(), e);
      return Reply.problem(internalError(call));
    }
  }

  private Reply answered(Endpoint endpoint, Call call, Logger log) {
    Caller caller = callers.of(call);
    caller.require(endpoint.role());
    Query.of(call, endpoint.query());
    if (endpoint.role() == Role.OPERATOR) {
      log.info(() -> "%s calls %s %s".formatted(caller.operator(), endpoint, Texts.shown(call)));
    }
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
