package dev.moat.arm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorBodyTest {

  @Test
  void the_common_shape_with_details() throws IOException {
    assertThat(
            read(
                """
                {"error":{"code":"RetryableError","message":"A retryable error occurred.",
                 "details":[{"code":"RetryableErrorDueToAnotherOperation","message":"Operation X"}]}}
                """))
        .isEqualTo(
            error(
                "RetryableError",
                "A retryable error occurred. Operation X",
                "RetryableErrorDueToAnotherOperation"));
  }

  @Test
  void the_registry_shape_with_a_status_beside_it() throws IOException {
    assertThat(
            read(
                "{\"status\":\"Failed\",\"error\":{\"code\":\"ConflictError\",\"message\":\"m\"}}"))
        .isEqualTo(error("ConflictError", "m"));
  }

  @Test
  void the_flat_shape_of_private_dns_records() throws IOException {
    assertThat(read("{\"code\":\"PreconditionFailed\",\"message\":\"etag mismatch\"}"))
        .isEqualTo(error("PreconditionFailed", "etag mismatch"));
  }

  @Test
  void the_capital_shape_of_app_service() throws IOException {
    assertThat(
            read(
                """
                {"Code":"429","Message":"Cannot acquire exclusive lock.","Target":null,"Details":[
                 {"Message":"Cannot acquire exclusive lock."},{"Code":"429"},
                 {"ErrorEntity":{"ExtendedCode":"59206","MessageTemplate":"t","Parameters":[],
                  "Code":"429","Message":"Cannot acquire exclusive lock."}}],"Innererror":null}
                """))
        .isEqualTo(error("429", "Cannot acquire exclusive lock.", "429", "429", "59206"));
  }

  @Test
  void a_body_that_tells_nothing() throws IOException {
    assertThat(read("{}")).isEqualTo(error("", ""));
  }

  private static ArmError read(String body) throws IOException {
    return ErrorBody.read(400, (ObjectNode) new ObjectMapper().readTree(body), Optional.empty());
  }

  private static ArmError error(String code, String message, String... details) {
    return new ArmError(400, code, message, List.of(details), Optional.empty());
  }
}
