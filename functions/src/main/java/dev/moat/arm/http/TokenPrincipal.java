package dev.moat.arm.http;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.moat.model.Actor;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The principal that a credential's tokens are for, as events will name it. Read from the token
 * itself, because a system-assigned identity does not know its own ids.
 *
 * @see <a
 *     href="https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference">Claims
 *     of an access token</a>
 */
public final class TokenPrincipal implements Supplier<Actor> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TokenCredential credential;
  private final TokenRequestContext request;

  /**
   * @param scope what the token is for, such as {@code https://management.azure.com/.default}
   */
  public TokenPrincipal(TokenCredential credential, String scope) {
    this.credential = credential;
    this.request = new TokenRequestContext().addScopes(scope);
  }

  /** The principal; throws what the credential throws when it gives no token. */
  @Override
  public Actor get() {
    return of(credential.getTokenSync(request).getToken());
  }

  /** Throws {@link IllegalStateException} when the token is no JSON Web Token. */
  static Actor of(String token) {
    JsonNode claims = claims(token);
    if (!claims.isObject()) {
      throw unreadable();
    }
    return new Actor(Optional.empty(), claim(claims, "oid"), claim(claims, "appid"));
  }

  /** The second of the parts between the dots. */
  private static JsonNode claims(String token) {
    String[] parts = token.split("\\.");
    try {
      return parts.length < 2
          ? MissingNode.getInstance()
          : JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IOException | IllegalArgumentException e) {
      // Not the cause's message: it may quote the token.
      throw unreadable();
    }
  }

  private static IllegalStateException unreadable() {
    return new IllegalStateException(
        "The credential's token is no JSON Web Token, so Moat cannot tell its own changes from"
            + " others'");
  }

  private static Optional<String> claim(JsonNode claims, String name) {
    return Optional.ofNullable(claims.path(name).textValue());
  }
}
