package dev.moat.arm.http;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.HttpClientOptions;
import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.OperationStatus;
import dev.moat.arm.Page;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Resource Manager over HTTP. Each call is one request: the pipeline must hold no retry policy,
 * because whoever calls decides when to ask again.
 */
public final class HttpArm implements Arm {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Endpoint endpoint;
  private final Exchange exchange;
  private final Clock clock;

  /**
   * Over this pipeline, which must add the authorization itself.
   *
   * @param endpoint such as {@code https://management.azure.com}
   */
  public HttpArm(URI endpoint, HttpPipeline pipeline, Clock clock) {
    this(new Endpoint(endpoint), new Exchange(pipeline), clock);
  }

  private HttpArm(Endpoint endpoint, Exchange exchange, Clock clock) {
    this.endpoint = endpoint;
    this.exchange = exchange;
    this.clock = clock;
  }

  /**
   * With this credential, and half a minute for an answer.
   *
   * @param endpoint such as {@code https://management.azure.com}; https, since a token is sent
   * @param scope what the token is for, such as {@code https://management.azure.com/.default}
   */
  public static HttpArm withCredential(
      URI endpoint, TokenCredential credential, String scope, Clock clock) {
    HttpClientOptions options =
        new HttpClientOptions().setResponseTimeout(TIMEOUT).setReadTimeout(TIMEOUT);
    HttpPipeline pipeline =
        new HttpPipelineBuilder()
            .httpClient(HttpClient.createDefault(options))
            .policies(
                new UserAgentPolicy("moat"), new BearerTokenAuthenticationPolicy(credential, scope))
            .build();
    return new HttpArm(endpoint, pipeline, clock);
  }

  @Override
  public Optional<ArmResource> get(ResourceId id, String apiVersion) {
    Answer answer = get(endpoint.url(id.value(), apiVersion));
    return answer.saysAbsent() ? Optional.empty() : Optional.of(answer.orThrow().resource());
  }

  @Override
  public Page firstPage(String collection, String apiVersion) {
    return page(get(endpoint.url(collection, apiVersion)));
  }

  @Override
  public Page nextPage(String nextLink) {
    return page(get(endpoint.follow("next page", nextLink)));
  }

  private Page page(Answer answer) {
    return answer.saysAbsent()
        ? Page.last(List.of())
        : new Page(answer.orThrow().items(), answer.nextLink());
  }

  @Override
  public Begun put(ResourceId id, String apiVersion, JsonNode body) {
    return write(request(HttpMethod.PUT, endpoint.url(id.value(), apiVersion)), body);
  }

  @Override
  public Begun putIfMatch(ResourceId id, String apiVersion, JsonNode body, String etag) {
    HttpRequest put = request(HttpMethod.PUT, endpoint.url(id.value(), apiVersion));
    return write(put.setHeader(HttpHeaderName.IF_MATCH, etag), body);
  }

  @Override
  public Begun patch(ResourceId id, String apiVersion, JsonNode body) {
    return write(request(HttpMethod.PATCH, endpoint.url(id.value(), apiVersion)), body);
  }

  @Override
  public Begun delete(ResourceId id, String apiVersion) {
    Answer answer = exchange.send(request(HttpMethod.DELETE, endpoint.url(id.value(), apiVersion)));
    return answer.saysAbsent() ? begun(answer) : begun(answer.orThrow());
  }

  @Override
  public Arm logging(String correlationId) {
    return new HttpArm(endpoint, exchange.logging(correlationId), clock);
  }

  @Override
  public OperationStatus poll(Operation operation) {
    Answer answer = get(endpoint.follow("poll", operation.pollUrl()));
    if (answer.status() == 404) {
      return new OperationStatus.Forgotten();
    }
    return switch (operation.style()) {
      case ASYNC_OPERATION -> Polls.asyncOperation(answer.orThrow());
      case LOCATION -> Polls.location(answer);
    };
  }

  private Begun write(HttpRequest request, JsonNode body) {
    request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json").setBody(body.toString());
    return begun(exchange.send(request).orThrow());
  }

  private Begun begun(Answer answer) {
    Optional<Operation> operation = answer.operation(clock.instant());
    // Refused now rather than at the first poll, so that the answer that gave it is named.
    operation.ifPresent(begun -> endpoint.follow(answer.call(), begun.pollUrl()));
    return new Begun(answer.body(), operation, answer.retryAfter(), answer.correlationId());
  }

  private Answer get(URI url) {
    return exchange.send(request(HttpMethod.GET, url));
  }

  private static HttpRequest request(HttpMethod method, URI url) {
    return new HttpRequest(method, url.toString())
        .setHeader(HttpHeaderName.ACCEPT, "application/json");
  }
}
