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

/** Takes, plans and shows setups. */
public final class SetupFunctions {

  /** Lists setups. */
  @FunctionName("ListSetups")
  public HttpResponseMessage list(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/setups")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.LIST_SETUPS, request, context);
  }

  /** Takes a setup request. */
  @FunctionName("SubmitSetup")
  public HttpResponseMessage submit(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/setups")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.SUBMIT, request, context);
  }

  /** Tells what a setup request would do. */
  @FunctionName("PlanSetup")
  public HttpResponseMessage plan(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/plans")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.PLAN, request, context);
  }

  /** Shows a setup. */
  @FunctionName("ShowSetup")
  public HttpResponseMessage show(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.SHOW_SETUP, request, Map.of("setup", setup), context);
  }

  /** Shows what has happened to a setup. */
  @FunctionName("ShowHistory")
  public HttpResponseMessage history(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/setups/{setup}/history")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("setup") String setup,
      ExecutionContext context) {
    return Http.answer(Endpoint.SHOW_HISTORY, request, Map.of("setup", setup), context);
  }
}
