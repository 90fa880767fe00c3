package dev.moat.trigger;

import static com.microsoft.azure.functions.annotation.AuthorizationLevel.FUNCTION;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.moat.api.Endpoint;
import java.util.Map;
import java.util.Optional;

/** Does what operators ask of setups. */
public final class VerbFunctions {

  /** Replays failed steps. */
  @FunctionName("ReplaySetup")
  public HttpResponseMessage replay(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/replay")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.REPLAY, request, Map.of("setup", setup), context);
  }

  /** Stops the work on a setup. */
  @FunctionName("CancelSetup")
  public HttpResponseMessage cancel(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/cancel")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.CANCEL, request, Map.of("setup", setup), context);
  }

  /** Approves the connection that waits for it. */
  @FunctionName("ApproveConnection")
  public HttpResponseMessage approve(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/approve")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.APPROVE, request, Map.of("setup", setup), context);
  }

  /** Rejects the connection that waits. */
  @FunctionName("RejectConnection")
  public HttpResponseMessage reject(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/reject")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.REJECT, request, Map.of("setup", setup), context);
  }

  /** Opens the registry as it was before Moat. */
  @FunctionName("RestoreSetup")
  public HttpResponseMessage restore(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/restore")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.RESTORE, request, Map.of("setup", setup), context);
  }

  /** Tells what a teardown would do. */
  @FunctionName("PlanTeardown")
  public HttpResponseMessage planTeardown(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/teardown-plan")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.PLAN_TEARDOWN, request, Map.of("setup", setup), context);
  }

  /** Removes what Moat created. */
  @FunctionName("TearDownSetup")
  public HttpResponseMessage tearDown(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/teardown")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.TEARDOWN, request, Map.of("setup", setup), context);
  }

  /** Replays the failed steps of a kind, in all setups. */
  @FunctionName("ReplayKind")
  public HttpResponseMessage replayKind(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/replays")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.REPLAY_KIND, request, context);
  }
}
