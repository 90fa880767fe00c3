package dev.moat.localazure.resourcemanager.https;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.resourcemanager.Caller;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads who calls from a bearer token. The signature is not checked: whoever reaches this machine's
 * loopback address is trusted.
 */
final class BearerTokens {
  private static final String SCHEME = "Bearer ";

  private final ObjectMapper json = new ObjectMapper();
  private final Clock clock;

  BearerTokens(Clock clock) {
    this.clock = clock;
  }

  /** Why a call is not let in. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    private Rejected(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  Caller caller(@Nullable String authorization) throws Rejected {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Rejected(
          "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
    }
    JsonNode claims = claims(authorization.substring(SCHEME.length()).trim());
    if (claims.path("exp").asLong(Long.MAX_VALUE) < clock.instant().getEpochSecond()) {
      throw new Rejected("ExpiredAuthenticationToken", "The access token has expired.");
    }
    String application = claims.path("appid").asText("");
    return new Caller(claims.path("oid").asText(application), application, texts(claims));
  }

  private static Map<String, String> texts(JsonNode claims) {
    return claims.properties().stream()
        .filter(claim -> claim.getValue().isValueNode())
        .collect(Collectors.toMap(Map.Entry::getKey, claim -> claim.getValue().asText()));
  }

  private JsonNode claims(String token) throws Rejected {
    try {
      String[] parts = token.split("\\.", -1);
      if (parts.length == 3) {
        return json.readTree(Base64.getUrlDecoder().decode(parts[1]));
      }
    } catch (IOException | IllegalArgumentException malformed) {
      throw invalid();
    }
    throw invalid();
  }

  private static Rejected invalid() {
    return new Rejected("InvalidAuthenticationToken", "The access token is invalid.");
  }
}
