package dev.moat.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.moat.request.ParseResult.Accepted;
import org.junit.jupiter.api.Test;

class DigestTest {

  private static final RequestParser PARSER = new RequestParser();

  /** Reckoned by other means: a stored digest must mean the same to the next version. */
  private static final String SECUREACR =
      "2f7ce5b4bb93aac7df3bfec45b5be4308946b8c827f38134a3e98864254a2140";

  @Test
  void does_not_change_from_one_version_to_the_next() {
    assertThat(digest(Samples.text(Samples.SECUREACR))).isEqualTo(SECUREACR);
  }

  @Test
  void does_not_depend_on_white_space_the_order_of_fields_or_the_request_id() {
    ObjectNode other = Samples.secureacr();
    Samples.set(other, "/requestId", new TextNode("another"));
    other.set("registry", other.remove("registry"));

    assertThat(digest(other.toString())).isEqualTo(digest(Samples.text(Samples.SECUREACR)));
  }

  @Test
  void does_not_depend_on_how_the_version_is_written() {
    String sample = Samples.text(Samples.SECUREACR);

    assertThat(digest(sample.replace("\"schemaVersion\": 1", "\"schemaVersion\": 1.0")))
        .isEqualTo(digest(sample));
  }

  @Test
  void tells_other_content_apart() {
    ObjectNode other = Samples.secureacr();
    Samples.set(other, "/registry/createIfMissing/location", new TextNode("eastus"));

    assertThat(digest(other.toString())).isNotEqualTo(digest(Samples.text(Samples.SECUREACR)));
    assertThat(digest(Samples.text(Samples.WITH_INTEGRATION_SUBNET)))
        .isNotEqualTo(digest(Samples.text(Samples.SECUREACR)));
  }

  private static String digest(String body) {
    return ((Accepted) PARSER.parse(body)).digest();
  }
}
