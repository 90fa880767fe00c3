package dev.moat.arm.http;

import com.azure.core.exception.AzureException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** One request and its answer. No answer at all is an {@link ArmException} with status 0. */
final class Exchange {

  private static final HttpHeaderName REQUEST_ID =
      HttpHeaderName.fromString("x-ms-client-request-id");

  /** Under what Azure's activity log has the call; Azure draws one when the caller gives none. */
  static final HttpHeaderName CORRELATION_ID =
      HttpHeaderName.fromString("x-ms-correlation-request-id");

  private final HttpPipeline pipeline;
  private final Optional<String> correlationId;

  Exchange(HttpPipeline pipeline) {
    this(pipeline, Optional.empty());
  }

  private Exchange(HttpPipeline pipeline, Optional<String> correlationId) {
    this.pipeline = pipeline;
    this.correlationId = correlationId;
  }

  Exchange logging(String newCorrelationId) {
    return new Exchange(pipeline, Optional.of(newCorrelationId));
  }

  Answer send(HttpRequest request) {
    String requestId = UUID.randomUUID().toString();
    request.setHeader(REQUEST_ID, requestId);
    correlationId.ifPresent(id -> request.setHeader(CORRELATION_ID, id));
    // Without the query: poll URLs carry signatures there.
    String call =
        "%s %s (client request id %s)"
            .formatted(request.getHttpMethod(), request.getUrl().getPath(), requestId);
    try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
      return Answer.of(call, response);
    } catch (AzureException e) {
      throw noAnswer(call, "NoToken", e);
    } catch (RuntimeException e) {
      if (!isCausedByTheWay(e)) {
        throw e;
      }
      throw noAnswer(call, "NoAnswer", e);
    }
  }

  private static boolean isCausedByTheWay(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static ArmException noAnswer(String call, String code, RuntimeException cause) {
    ArmError error = new ArmError(0, code, String.valueOf(cause), List.of(), Optional.empty());
    ArmException thrown = new ArmException(call, error);
    thrown.initCause(cause);
    return thrown;
  }
}
