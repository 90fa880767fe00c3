package dev.moat.trigger;

import static com.microsoft.azure.functions.annotation.AuthorizationLevel.FUNCTION;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.moat.api.Endpoint;
import java.util.Optional;

/** Tells of the API itself. */
public final class AboutFunctions {

  /** Tells who is calling. */
  @FunctionName("ShowCaller")
  public HttpResponseMessage caller(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/caller")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.SHOW_CALLER, request, context);
  }

  /** Gives the document that describes the API. */
  @FunctionName("ShowContract")
  public HttpResponseMessage contract(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/openapi.json")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.SHOW_CONTRACT, request, context);
  }
}
