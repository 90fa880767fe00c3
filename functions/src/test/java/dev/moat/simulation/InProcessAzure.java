package dev.moat.simulation;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.arm.Arm;
import dev.moat.arm.http.CannedResponse;
import dev.moat.arm.http.HttpArm;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The local Resource Manager behind azure-core's own HTTP client interface, without a network. */
public final class InProcessAzure implements HttpClient {

  /** Whom Azure takes Moat for. */
  public static final Caller MOAT = new Caller("moat-object-id", "moat-app-id");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double UNREACHABLE = 0.01;
  private static final double ANSWER_LOST = 0.01;
  private static final double TROUBLED = 0.02;

  private final ResourceManager azure;
  private final Chaos chaos;
  private final WriteWatch watch;

  InProcessAzure(ResourceManager azure, Chaos chaos, WriteWatch watch) {
    this.azure = azure;
    this.chaos = chaos;
    this.watch = watch;
  }

  /** Moat's way to this Azure, in a world in which every call arrives and every answer too. */
  public static Arm undisturbed(ResourceManager azure, Clock clock) {
    Chaos calm = new Chaos(new SplittableRandom(1), 0, 0);
    calm.calmDown();
    InProcessAzure client = new InProcessAzure(azure, calm, new WriteWatch(azure));
    return new HttpArm(
        URI.create("https://management.azure.com"),
        new HttpPipelineBuilder().httpClient(client).build(),
        clock);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromCallable(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    String call = request.getHttpMethod() + " " + request.getUrl().getPath();
    chaos.effect("before " + call);
    if (chaos.happens(UNREACHABLE)) {
      throw new UncheckedIOException(new IOException("Azure cannot be reached"));
    }
    if (chaos.happens(TROUBLED)) {
      return answer(request, new ArmReply(503, Map.of(), JSON.createObjectNode()));
    }
    ArmRequest sent = translate(request);
    watch.before(sent);
    ArmReply reply = azure.handle(sent);
    watch.after(sent, reply);
    chaos.effect("after " + call);
    if (chaos.happens(ANSWER_LOST)) {
      throw new UncheckedIOException(new IOException("The answer was lost"));
    }
    return answer(request, reply);
  }

  private static ArmRequest translate(HttpRequest request) {
    URI url = URI.create(request.getUrl().toString());
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    Map<String, String> headers = new HashMap<>();
    request.getHeaders().forEach(header -> headers.put(header.getName(), header.getValue()));
    headers.put("Host", url.getAuthority());
    return new ArmRequest(
        request.getHttpMethod().toString(), url.getRawPath() + query, headers, body(request), MOAT);
  }

  private static @Nullable JsonNode body(HttpRequest request) {
    if (request.getBodyAsBinaryData() == null) {
      return null;
    }
    try {
      return JSON.readTree(request.getBodyAsBinaryData().toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Moat sent a body that is not JSON", e);
    }
  }

  private static HttpResponse answer(HttpRequest request, ArmReply reply) {
    HttpHeaders headers = new HttpHeaders();
    reply.headers().forEach((name, value) -> headers.set(HttpHeaderName.fromString(name), value));
    JsonNode body = reply.body();
    return new CannedResponse(
        request, reply.status(), headers, body == null ? "" : body.toString());
  }
}
