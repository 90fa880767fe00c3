package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to Resource Manager, free of any transport.
 *
 * @param method the HTTP verb in upper case
 * @param pathAndQuery as on the wire: starts with a slash, may hold empty segments and encoded
 *     slashes; an absolute URL, as polling URLs are, is understood too
 * @param headers names in any case
 * @param body the JSON body, or null when there is none
 * @param caller whose token the call carries
 */
public record ArmRequest(
    String method,
    String pathAndQuery,
    Map<String, String> headers,
    @Nullable JsonNode body,
    Caller caller) {

  /** The value of a header whose name is compared without case, or null. */
  public @Nullable String header(String name) {
    return Headers.find(headers, name);
  }
}
