package dev.moat.arm.http;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.model.Operation;
import dev.moat.model.Operation.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of Resource Manager, read whole.
 *
 * @param call what was asked, for error messages
 * @param body empty where the answer has none or it is not a JSON object
 */
record Answer(String call, int status, HttpHeaders headers, ObjectNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpHeaderName ASYNC_OPERATION =
      HttpHeaderName.fromString("Azure-AsyncOperation");

  /**
   * What providers call a resource that is not there. Other 404s, such as {@code
   * InvalidResourceType}, are mistakes of ours and must not look like absence.
   */
  private static final Set<String> ABSENT =
      Set.of(
          "",
          "NotFound",
          "ResourceNotFound",
          "ResourceGroupNotFound",
          "ParentResourceNotFound",
          "RoleAssignmentNotFound",
          "RoleDefinitionDoesNotExist");

  static Answer of(String call, HttpResponse response) {
    int status = response.getStatusCode();
    String text = response.getBodyAsBinaryData().toString();
    return new Answer(call, status, response.getHeaders(), parse(call, status, text));
  }

  boolean saysAbsent() {
    return status == 404 && ABSENT.contains(error().code());
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** This answer if it is a success; else throws what Azure said. */
  Answer orThrow() {
    if (!isSuccess()) {
      throw new ArmException(call, error());
    }
    return this;
  }

  ArmError error() {
    return ErrorBody.read(status, body, retryAfter());
  }

  ArmResource resource() {
    Optional<String> header = header(HttpHeaderName.ETAG);
    return new ArmResource(body, header.or(() -> text("etag")));
  }

  /** What Azure's activity log has the call under. */
  Optional<String> correlationId() {
    return header(Exchange.CORRELATION_ID);
  }

  List<ObjectNode> items() {
    List<ObjectNode> items = new ArrayList<>();
    for (JsonNode item : body.path("value")) {
      items.add((ObjectNode) item);
    }
    return items;
  }

  Optional<String> nextLink() {
    return text("nextLink");
  }

  /**
   * The operation that this first answer announces. A {@code Location} counts only with status 202:
   * other answers carry there the address of what was made.
   */
  Optional<Operation> operation(Instant startedAt) {
    Optional<Operation> async =
        header(ASYNC_OPERATION).map(url -> new Operation(Style.ASYNC_OPERATION, url, startedAt));
    return async.isPresent() || status != 202
        ? async
        : header(HttpHeaderName.LOCATION).map(url -> new Operation(Style.LOCATION, url, startedAt));
  }

  /** Resource Manager gives seconds; anything else counts as not given. */
  Optional<Duration> retryAfter() {
    return header(HttpHeaderName.RETRY_AFTER)
        .map(String::trim)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(body.path(field).textValue()).filter(text -> !text.isEmpty());
  }

  private Optional<String> header(HttpHeaderName name) {
    return Optional.ofNullable(headers.getValue(name));
  }

  /** A success that cannot be read is no answer; a refusal, such as a gateway's page, still is. */
  private static ObjectNode parse(String call, int status, String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? object
          : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      if (status >= 400) {
        return JsonNodeFactory.instance.objectNode();
      }
      ArmError error =
          new ArmError(0, "UnreadableAnswer", e.getOriginalMessage(), List.of(), Optional.empty());
      throw new ArmException(call, error);
    }
  }
}
