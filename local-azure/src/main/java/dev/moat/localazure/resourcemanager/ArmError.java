package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as Azure words it, in one of its shapes.
 *
 * @param status the HTTP status when it is the answer to a call
 * @param code the error code
 * @param message the error message
 * @param shape how the body is built
 * @param detail the only entry of {@code details}, or null
 * @param retryAfterSeconds the {@code Retry-After} header, or null
 */
record ArmError(
    int status,
    String code,
    String message,
    Shape shape,
    @Nullable Detail detail,
    @Nullable Integer retryAfterSeconds) {

  /** How providers build error bodies. */
  enum Shape {
    /** {@code {"error":{"code","message"}}}: Resource Manager and most providers. */
    NESTED,
    /** The same with {@code "details":[]}: Microsoft.Network. */
    NESTED_WITH_DETAILS,
    /** {@code {"code","message"}}: records of private DNS. */
    FLAT
  }

  /** One entry of {@code details}. */
  record Detail(String code, String message) {}

  static ArmError of(int status, String code, String message) {
    return new ArmError(status, code, message, Shape.NESTED, null, null);
  }

  static ArmError network(int status, String code, String message) {
    return new ArmError(status, code, message, Shape.NESTED_WITH_DETAILS, null, null);
  }

  static ArmError flat(int status, String code, String message) {
    return new ArmError(status, code, message, Shape.FLAT, null, null);
  }

  ArmError withDetail(String detailCode, String detailMessage) {
    Detail added = new Detail(detailCode, detailMessage);
    return new ArmError(status, code, message, shape, added, retryAfterSeconds);
  }

  ArmError retryAfter(int seconds) {
    return new ArmError(status, code, message, shape, detail, seconds);
  }

  ArmReply reply() {
    ObjectNode content = content();
    ObjectNode body = shape == Shape.FLAT ? content : Json.object().set("error", content);
    Map<String, String> headers =
        retryAfterSeconds == null
            ? Map.of()
            : Map.of(Headers.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    return new ArmReply(status, headers, body);
  }

  /** What stands inside {@code error}. */
  ObjectNode content() {
    ObjectNode content = Json.object().put("code", code).put("message", message);
    if (shape == Shape.NESTED_WITH_DETAILS) {
      content.set("details", Json.arrayOf(details().stream().map(ArmError::json)));
    }
    return content;
  }

  private List<Detail> details() {
    return detail == null ? List.of() : List.of(detail);
  }

  private static ObjectNode json(Detail detail) {
    return Json.object().put("code", detail.code).put("message", detail.message);
  }

  /** Ends the handling of a call with this error. */
  Refusal refusal() {
    return new Refusal(this);
  }

  /** A call that is answered with an error. Never leaves this package. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ArmError error;

    private Refusal(ArmError error) {
      super(error.message, null, false, false);
      this.error = error;
    }

    ArmError error() {
      return error;
    }
  }
}
