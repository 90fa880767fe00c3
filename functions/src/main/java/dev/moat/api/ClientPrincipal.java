package dev.moat.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.moat.model.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Who App Service authentication says is calling: claims as JSON in Base64. Names of claims are
 * those of the token, or the URIs that they are mapped to.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities#decode-the-client-principal-header">Decode
 *     the client principal header</a>
 */
final class ClientPrincipal {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENTRA_ID = "aad";
  private static final Set<String> OBJECT_ID =
      Set.of("http://schemas.microsoft.com/identity/claims/objectidentifier", "oid");
  private static final Set<String> ROLES =
      Set.of("roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role");
  private static final Set<String> NAMES =
      Set.of("preferred_username", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn");
  private static final Set<String> APPLICATIONS = Set.of("appid", "azp");
  private static final int LONGEST_NAME = 100;

  private final JsonNode principal;

  private ClientPrincipal(JsonNode principal) {
    this.principal = principal;
  }

  /** Reads the value of the header; refuses the call when it cannot be read. */
  static ClientPrincipal parse(String header) {
    try {
      byte[] json = Base64.getDecoder().decode(header);
      return new ClientPrincipal(JSON.readTree(new String(json, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw Refusal.of(
          400,
          "InvalidHeader",
          "Who is calling cannot be read from what App Service authentication tells.",
          "Sign in again; if that does not help, look at the app's authentication settings.");
    }
  }

  /**
   * The caller. Roles count only when Microsoft Entra ID has given them: other identity providers
   * know nothing of this app's roles, and who can write claims there is not known.
   */
  Caller caller() {
    Optional<String> objectId = claims(OBJECT_ID).findFirst();
    boolean isOfEntraId =
        principal.path("auth_typ").asText().equals(ENTRA_ID) && objectId.isPresent();
    return new Caller(
        new Operator(name().or(() -> objectId).orElse("unnamed"), objectId),
        Caller.Authentication.ENTRA_ID,
        isOfEntraId ? role() : Optional.empty());
  }

  private Optional<Role> role() {
    return Stream.concat(claims(ROLES), claims(mapped("role_typ")))
        .flatMap(value -> Stream.of(Role.values()).filter(role -> role.label().equals(value)))
        .max(Role::compareTo);
  }

  private Optional<String> name() {
    return Stream.of(
            claims(mapped("name_typ")),
            claims(NAMES),
            claims(Set.of("name")),
            claims(APPLICATIONS).map(id -> "application " + id))
        .flatMap(names -> names)
        .map(ClientPrincipal::printable)
        .filter(name -> !name.isBlank())
        .findFirst();
  }

  /** The type of claim that this field names. */
  private Set<String> mapped(String field) {
    String type = principal.path(field).asText();
    return type.isEmpty() ? Set.of() : Set.of(type);
  }

  private Stream<String> claims(Set<String> types) {
    return StreamSupport.stream(principal.path("claims").spliterator(), false)
        .filter(claim -> types.contains(claim.path("typ").asText()))
        .map(claim -> claim.path("val").asText());
  }

  /** A name is shown in one line of history. */
  private static String printable(String name) {
    String line = name.replaceAll("\\p{C}", "").strip();
    return line.substring(0, Math.min(line.length(), LONGEST_NAME));
  }
}
