package dev.moat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is calling, and what they may do. */
class CallersTest {

  private static final String PRINCIPAL = "X-MS-CLIENT-PRINCIPAL";
  private static final String ROLE_URI =
      "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

  private final ApiWorld keyed = ApiWorld.withSetup();
  private final ApiWorld platform = ApiWorld.withPlatformAuthentication();

  @Test
  void who_has_a_function_key_is_an_operator_by_its_own_word() {
    JsonNode caller = keyed.ask(Endpoint.SHOW_CALLER).header("moat-operator", "Zoë").json(200);

    assertThat(caller.path("name").textValue()).isEqualTo("Zoë");
    assertThat(caller.path("authentication").textValue()).isEqualTo("FunctionKey");
    assertThat(caller.path("roles")).hasToString("[\"reader\",\"operator\"]");
  }

  @Test
  void the_key_itself_goes_no_further() {
    Call call =
        new Call(
            Map.of(),
            Map.of("code", "the key"),
            Map.of("X-Functions-Key", "the key"),
            Optional.empty(),
            "invocation-1");

    assertThat(call.toString()).doesNotContain("the key");
  }

  @Test
  void without_a_word_the_holder_of_a_key_is_unnamed() {
    assertThat(keyed.ask(Endpoint.SHOW_CALLER).json(200).path("name").textValue())
        .isEqualTo("unnamed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a\nb",
        "a\u0000",
        "a\u202eb",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void a_name_that_would_spoil_the_history_is_refused(String name) {
    keyed.ask(Endpoint.SHOW_CALLER).header("Moat-Operator", name).refused(400, "InvalidHeader");
  }

  @ParameterizedTest
  @EnumSource
  void nobody_may_call_where_sign_in_is_required_and_not_on(Endpoint endpoint) {
    ApiWorld.with(SignIn.MISSING)
        .ask(endpoint)
        .header(PRINCIPAL, principal("aad", "roles", "operator"))
        .refused(403, "SignInMissing");
  }

  @Test
  void a_forged_principal_is_passed_over_where_the_platform_does_not_take_it_away() {
    JsonNode caller =
        keyed
            .ask(Endpoint.SHOW_CALLER)
            .header(PRINCIPAL, principal("aad", "roles", "operator"))
            .json(200);

    assertThat(caller.path("name").textValue()).isEqualTo("unnamed");
    assertThat(caller.path("authentication").textValue()).isEqualTo("FunctionKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"roles", ROLE_URI})
  void an_operator_of_entra_id_is_known_by_name_and_object_id(String roleClaim) {
    String header = principal("aad", roleClaim, "operator");
    JsonNode caller =
        platform
            .ask(Endpoint.SHOW_CALLER)
            .header(PRINCIPAL, header)
            .header("Moat-Operator", "somebody else")
            .json(200);

    assertThat(caller.path("name").textValue()).isEqualTo("alice@contoso.com");
    assertThat(caller.path("authentication").textValue()).isEqualTo("EntraId");
    assertThat(caller.path("roles")).hasToString("[\"reader\",\"operator\"]");
  }

  @Test
  void the_access_token_of_a_person_is_known_by_the_person_and_not_by_the_program() {
    JsonNode caller =
        platform.ask(Endpoint.SHOW_CALLER).header(PRINCIPAL, ofAccessToken()).json(200);

    assertThat(caller.path("name").textValue()).isEqualTo("alice@contoso.com");
    assertThat(caller.path("roles")).hasToString("[\"reader\",\"operator\"]");
  }

  @Test
  void what_an_operator_of_entra_id_asks_is_told_with_the_object_id() {
    platform
        .askOfSetup(Endpoint.CANCEL)
        .header(PRINCIPAL, principal("aad", "roles", "operator"))
        .json(202);

    assertThat(platform.store.history(ApiWorld.SETUP, 1).get(0).text())
        .startsWith("alice@contoso.com (object id 0a11ce00-0000-4000-8000-000000000001) cancelled");
  }

  @Test
  void a_reader_reads_and_changes_nothing() {
    String reader = principal("aad", "roles", "reader");

    platform.askOfSetup(Endpoint.SHOW_SETUP).header(PRINCIPAL, reader).json(200);
    JsonNode problem =
        platform.askOfSetup(Endpoint.CANCEL).header(PRINCIPAL, reader).refused(403, "RoleMissing");

    assertThat(problem.path("detail").textValue()).contains("'operator'").contains("'reader'");
    assertThat(platform.store.history(ApiWorld.SETUP, 9)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void every_endpoint_asks_for_the_role_that_the_document_says(Endpoint endpoint) {
    String needed = Document.operation(endpoint).json().path("x-role").textValue();

    JsonNode problem = platform.ask(endpoint).refused(403, "RoleMissing");
    Reply asReader =
        platform
            .askOfSetup(endpoint)
            .path("queue", "step-subnet")
            .path("sequenceNumber", "1")
            .path("id", "1")
            .header(PRINCIPAL, principal("aad", "roles", "reader"))
            .reply();

    assertThat(problem.path("advice").textValue()).contains("'" + needed + "'");
    assertThat(asReader.status() == 403).isEqualTo(needed.equals("operator"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Operator", "owner", ""})
  void another_role_is_none(String role) {
    platform
        .ask(Endpoint.SHOW_CALLER)
        .header(PRINCIPAL, principal("aad", "roles", role))
        .refused(403, "RoleMissing");
  }

  @Test
  void a_claim_that_another_identity_provider_makes_gives_no_role() {
    platform
        .ask(Endpoint.SHOW_CALLER)
        .header(PRINCIPAL, principal("github", "roles", "operator"))
        .refused(403, "RoleMissing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "bm8ganNvbg=="})
  void a_principal_that_cannot_be_read_is_nobody(String header) {
    platform.ask(Endpoint.SHOW_CALLER).header(PRINCIPAL, header).refused(400, "InvalidHeader");
  }

  private static String principal(String provider, String roleClaim, String role) {
    ObjectNode principal =
        Json.object()
            .put("auth_typ", provider)
            .put("name_typ", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn")
            .put("role_typ", ROLE_URI);
    principal
        .putArray("claims")
        .add(
            claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "alice@contoso.com"))
        .add(
            claim(
                "http://schemas.microsoft.com/identity/claims/objectidentifier",
                "0a11ce00-0000-4000-8000-000000000001"))
        .add(claim(roleClaim, role));
    return Base64.getEncoder()
        .encodeToString(principal.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Of version 2.0, by the Azure CLI: a claim for each role, under the token's own name. */
  private static String ofAccessToken() {
    ObjectNode principal =
        Json.object()
            .put("auth_typ", "aad")
            .put("name_typ", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")
            .put("role_typ", ROLE_URI);
    principal
        .putArray("claims")
        .add(claim("azp", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"))
        .add(
            claim(
                "http://schemas.microsoft.com/identity/claims/objectidentifier",
                "0a11ce00-0000-4000-8000-000000000001"))
        .add(claim("preferred_username", "alice@contoso.com"))
        .add(claim("roles", "reader"))
        .add(claim("roles", "operator"))
        .add(claim("http://schemas.microsoft.com/identity/claims/scope", "user_impersonation"));
    return Base64.getEncoder()
        .encodeToString(principal.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode claim(String type, String value) {
    return Json.object().put("typ", type).put("val", value);
  }
}
