package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request object that a function is given. */
final class WorkerHttpRequest<T> implements HttpRequestMessage<T> {

  private final HttpRequestData request;
  private final T body;

  WorkerHttpRequest(HttpRequestData request, T body) {
    this.request = request;
    this.body = body;
  }

  @Override
  public URI getUri() {
    return request.uri();
  }

  @Override
  public HttpMethod getHttpMethod() {
    return HttpMethod.value(request.method());
  }

  @Override
  public Map<String, String> getHeaders() {
    return request.headers();
  }

  @Override
  public Map<String, String> getQueryParameters() {
    return request.query();
  }

  /** Null when the request had no body and the function did not ask for an {@code Optional}. */
  @Override
  public @Nullable T getBody() {
    return body;
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
    return new WorkerHttpResponse(status);
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
    return new WorkerHttpResponse(status);
  }
}
