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

/** Shows dead letters, sends them again and discards them. */
public final class DeadLetterFunctions {

  /** Counts the dead letters of all queues. */
  @FunctionName("CountDeadLetters")
  public HttpResponseMessage count(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/dead-letters")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return Http.answer(Endpoint.COUNT_DEAD_LETTERS, request, context);
  }

  /** Lists the dead letters of a queue. */
  @FunctionName("ListDeadLetters")
  public HttpResponseMessage list(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/dead-letters/{queue}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("queue") String queue,
      ExecutionContext context) {
    return Http.answer(Endpoint.LIST_DEAD_LETTERS, request, Map.of("queue", queue), context);
  }

  /** Shows a dead letter. */
  @FunctionName("ShowDeadLetter")
  public HttpResponseMessage show(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = FUNCTION,
              route = "v1/dead-letters/{queue}/{sequenceNumber}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("queue") String queue,
      @BindingName("sequenceNumber") String sequenceNumber,
      ExecutionContext context) {
    return Http.answer(
        Endpoint.SHOW_DEAD_LETTER,
        request,
        Map.of("queue", queue, "sequenceNumber", sequenceNumber),
        context);
  }

  /** Removes a dead letter. */
  @FunctionName("DiscardDeadLetter")
  public HttpResponseMessage discard(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.DELETE,
              authLevel = FUNCTION,
              route = "v1/dead-letters/{queue}/{sequenceNumber}")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("queue") String queue,
      @BindingName("sequenceNumber") String sequenceNumber,
      ExecutionContext context) {
    return Http.answer(
        Endpoint.DISCARD_DEAD_LETTER,
        request,
        Map.of("queue", queue, "sequenceNumber", sequenceNumber),
        context);
  }

  /** Sends a dead letter to its queue again. */
  @FunctionName("ReplayDeadLetter")
  public HttpResponseMessage replay(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.POST,
              authLevel = FUNCTION,
              route = "v1/dead-letters/{queue}/{sequenceNumber}/replay")
          HttpRequestMessage<Optional<String>> request,
      @BindingName("queue") String queue,
      @BindingName("sequenceNumber") String sequenceNumber,
      ExecutionContext context) {
    return Http.answer(
        Endpoint.REPLAY_DEAD_LETTER,
        request,
        Map.of("queue", queue, "sequenceNumber", sequenceNumber),
        context);
  }
}
