package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Response and its builder in one object, as in the real worker: building returns the builder. */
final class WorkerHttpResponse implements HttpResponseMessage, HttpResponseMessage.Builder {

  private final Map<String, String> headers = new HashMap<>();
  private HttpStatusType status;
  private @Nullable Object body;

  WorkerHttpResponse(HttpStatusType status) {
    this.status = status;
  }

  @Override
  public HttpStatusType getStatus() {
    return status;
  }

  @Override
  public int getStatusCode() {
    return status.value();
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public @Nullable Object getBody() {
    return body;
  }

  Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  @Override
  public HttpResponseMessage.Builder status(HttpStatusType newStatus) {
    status = newStatus;
    return this;
  }

  @Override
  public HttpResponseMessage.Builder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  @Override
  public HttpResponseMessage.Builder body(@Nullable Object newBody) {
    body = newBody;
    return this;
  }

  @Override
  public HttpResponseMessage build() {
    return this;
  }
}
