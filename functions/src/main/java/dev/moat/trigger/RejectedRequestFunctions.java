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

/** Shows requests that were rejected, posts them again and discards them. */
public final class RejectedRequestFunctions {

  /** Lists rejected requests. */
  @FunctionName("ListRejectedRequests")
  public HttpResponseMessage list(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/rejected-requests")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.LIST_REJECTED, request, context);
  }

  /** Shows a rejected request. */
  @FunctionName("ShowRejectedRequest")
  public HttpResponseMessage show(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/rejected-requests/{id}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      ExecutionContext context) {
    return Http.answer(Endpoint.SHOW_REJECTED, request, Map.of("id", id), context);
  }

  /** Removes a rejected request. */
  @FunctionName("DiscardRejectedRequest")
  public HttpResponseMessage discard(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.DELETE,
              authLevel = FUNCTION,
              route = "v1/rejected-requests/{id}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      ExecutionContext context) {
    return Http.answer(Endpoint.DISCARD_REJECTED, request, Map.of("id", id), context);
  }

  /** Posts a rejected request again. */
  @FunctionName("ReplayRejectedRequest")
  public HttpResponseMessage replay(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/rejected-requests/{id}/replay")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      ExecutionContext context) {
    return Http.answer(Endpoint.REPLAY_REJECTED, request, Map.of("id", id), context);
  }
}
