package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.RefusedException;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.jspecify.annotations.Nullable;

/** What a request-response node answers. */
record Response(
    int statusCode, String description, @Nullable Symbol errorCondition, Map<String, ?> body) {

  static Response ok(Map<String, ?> body) {
    return new Response(200, "OK", null, body);
  }

  static Response nothing() {
    return new Response(204, "No content", null, Map.of());
  }

  static Response accepted() {
    return new Response(202, "Accepted", null, Map.of());
  }

  static Response refused(RefusedException e) {
    return new Response(
        Errors.status(e.reason()), e.getMessage(), Errors.condition(e.reason()), Map.of());
  }
}
