package dev.moat.trigger;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.moat.api.Call;
import dev.moat.api.Endpoint;
import dev.moat.api.Reply;
import java.util.Map;
import java.util.Optional;

/** Hands a call over to the API, and its answer back. */
final class Http {

  private Http() {}

  static HttpResponseMessage answer(
      Endpoint endpoint, HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
    return answer(endpoint, request, Map.of(), context);
  }

  /**
   * @param path the values in the route, by name
   */
  static HttpResponseMessage answer(
      Endpoint endpoint,
      HttpRequestMessage<Optional<String>> request,
      Map<String, String> path,
      ExecutionContext context) {
    Call call =
        new Call(
            path,
            request.getQueryParameters(),
            request.getHeaders(),
            request.getBody(),
            context.getInvocationId());
    Reply reply = App.get().api().answer(endpoint, call, context.getLogger());
    HttpResponseMessage.Builder response =
        request.createResponseBuilder(HttpStatusType.custom(reply.status()));
    reply.headers().forEach(response::header);
    reply.body().ifPresent(response::body);
    return response.build();
  }
}
