package dev.moat.localazure.eventgrid;

import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.TokenIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The blob service that dead letters are written to, with a token. It is the one storage account of
 * the local Azure, whichever account a dead-letter destination names. A blob is put by <a
 * href="https://learn.microsoft.com/rest/api/storageservices/put-blob">one call</a>, for which no
 * library is needed.
 */
public final class BlobService {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String VERSION = "2021-12-02";
  private static final ManagedIdentity EVENT_GRID =
      new ManagedIdentity(
          "0a000000-0000-4000-8000-0000000000e6", "4962773b-9cdb-44cf-a8bf-237846a00ab7");

  private final HttpClient http;
  private final String url;
  private final TokenIssuer issuer;

  /**
   * @param http trusts the certificate of the service
   * @param url with the account, such as {@code https://localhost:10000/devstoreaccount1}
   * @param issuer makes the tokens
   */
  public BlobService(HttpClient http, String url, TokenIssuer issuer) {
    this.http = http;
    this.url = url;
    this.issuer = issuer;
  }

  /** Writes a blob of JSON. The future never fails. */
  CompletableFuture<Outcome> put(String container, String name, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/" + container + "/" + name))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token())
            .header("x-ms-version", VERSION)
            .header("x-ms-blob-type", "BlockBlob")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json, StandardCharsets.UTF_8))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding()).handle(Webhooks::outcome);
  }

  private String token() {
    return issuer.issue(EVENT_GRID, "https://storage.azure.com/").text();
  }
}
