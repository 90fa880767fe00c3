package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The HTTP API as an operator of some name calls it. */
record OperatorApi(HttpApi api, String operator) {

  /** What was answered. */
  record Answer(int status, JsonNode body, Optional<String> etag) {

    private static Answer of(HttpResponse<String> response) {
      JsonNode body =
          response.body().isEmpty() ? MissingNode.getInstance() : HttpApi.json(response);
      return new Answer(response.statusCode(), body, response.headers().firstValue("ETag"));
    }

    /** The code of a problem. */
    String code() {
      return body.path("code").asText();
    }
  }

  static OperatorApi of(MoatExtension moat, String operator) {
    return new OperatorApi(new HttpApi(moat.moat().api()), operator);
  }

  Answer get(String path) {
    return Answer.of(api.get(path));
  }

  Answer delete(String path) {
    return Answer.of(api.delete(path, "Moat-Operator", operator));
  }

  /** With JSON as its body; without one when it is empty. */
  Answer post(String path, String json) {
    return Answer.of(api.post(path, json, "Moat-Operator", operator));
  }

  /** Posts on the condition that the setup still is as it was seen. */
  Answer postIfMatch(String path, String json, String etag) {
    return Answer.of(api.post(path, json, "Moat-Operator", operator, "If-Match", etag));
  }
}
