package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.cli.LocalArm;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.model.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** An identity that somebody made, and that gets tokens as an app does. */
record UserAssignedIdentity(String principalId, String clientId) {

  private static final String API_VERSION = "2023-01-31";

  static UserAssignedIdentity made(LocalArm arm, ResourceId id) {
    new Owner(arm).put(id, API_VERSION, "{\"location\": \"westcentralus\"}");
    JsonNode properties = arm.get(id.value(), API_VERSION).path("properties");
    return new UserAssignedIdentity(
        properties.path("principalId").asText(), properties.path("clientId").asText());
  }

  /** A token for Resource Manager, from the identity endpoint. */
  String token(Endpoints endpoints) {
    URI uri =
        URI.create(
            endpoints.identityEndpoint()
                + "?api-version=2019-08-01&resource=https://management.azure.com/&client_id="
                + clientId);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("X-IDENTITY-HEADER", endpoints.identityHeader()).build();
    try {
      String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      return Json.parse(answer).path("access_token").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("The identity endpoint cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for a token", e);
    }
  }
}
