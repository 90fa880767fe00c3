package dev.moat.localazure.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes tokens with the claims that Azure's own carry, signed with a key that is thrown away. Azure
 * Storage emulators that check issuer, audience and lifetime accept them.
 *
 * <p>The claim {@code xms_mirid} of managed identities is in no reference: Microsoft holds it for
 * <a href="https://github.com/MicrosoftDocs/azure-docs/issues/96027">its own services</a>. Public
 * tokens for Resource Manager have it, and so has what the activity log tells of such callers.
 */
public final class TokenIssuer {
  static final Duration LIFETIME = Duration.ofHours(24);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String tenant;
  private final Clock clock;
  private final KeyPair key;

  /**
   * @param tenant the directory that issues, a GUID
   */
  public TokenIssuer(String tenant, Clock clock) {
    this.tenant = tenant;
    this.clock = clock;
    this.key = newKey();
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot make RSA keys.", e);
    }
  }

  /** A token and when it expires. */
  public record Token(String text, Instant expiresOn) {}

  /** A token for this identity, valid for a day. */
  public Token issue(ManagedIdentity identity, String audience) {
    Instant now = clock.instant();
    ObjectNode claims =
        claims(audience, now)
            .put("appid", identity.clientId())
            .put("appidacr", "2")
            .put("idp", "https://sts.windows.net/" + tenant + "/")
            .put("idtyp", "app")
            .put("oid", identity.objectId())
            .put("sub", identity.objectId());
    if (identity.resourceId() != null) {
      claims.put("xms_mirid", identity.resourceId());
    }
    return signed(claims, now);
  }

  /** A token for this person, valid for a day. */
  public Token issue(User user, String audience) {
    Instant now = clock.instant();
    return signed(
        claims(audience, now)
            .put("appid", user.applicationId())
            .put("appidacr", "0")
            .put("idtyp", "user")
            .put("name", user.name())
            .put("oid", user.objectId())
            .put("scp", "user_impersonation")
            .put("sub", user.objectId())
            .put("unique_name", user.userName())
            .put("upn", user.userName()),
        now);
  }

  private Token signed(ObjectNode claims, Instant now) {
    String content =
        encode(object().put("typ", "JWT").put("alg", "RS256").put("kid", "local-azure"))
            + "."
            + encode(claims);
    return new Token(content + "." + sign(content), now.plus(LIFETIME));
  }

  private ObjectNode claims(String audience, Instant now) {
    long notBefore = now.minus(CLOCK_SKEW).getEpochSecond();
    return object()
        .put("aud", audience)
        .put("iss", "https://sts.windows.net/" + tenant + "/")
        .put("iat", notBefore)
        .put("nbf", notBefore)
        .put("exp", now.plus(LIFETIME).getEpochSecond())
        .put("tid", tenant)
        .put("uti", UUID.randomUUID().toString())
        .put("ver", "1.0");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String encode(ObjectNode part) {
    return BASE64.encodeToString(part.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String sign(String content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token cannot be signed.", e);
    }
  }
}
