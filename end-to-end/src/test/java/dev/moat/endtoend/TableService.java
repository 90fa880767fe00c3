package dev.moat.endtoend;

import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/**
 * An emulated table service as who has the right to it can write to it: without Moat.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api">Table
 *     service REST API</a>
 */
final class TableService {

  private static final int DONE = 204;
  private static final int NOT_THERE = 404;

  private final String url;
  private final HttpClient http;
  private final String token;

  /**
   * @param certificates the folder with the certificate authority of the service
   */
  TableService(String url, Path certificates) {
    Clock clock = Clock.systemUTC();
    this.url = url;
    try {
      this.http =
          HttpClient.newBuilder()
              .sslContext(LocalCertificates.openOrCreate(certificates, clock).clientContext())
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the certificates in " + certificates, e);
    }
    this.token =
        new TokenIssuer("72f988bf-0000-4000-8000-2d7cd011db47", clock)
            .issue(new ManagedIdentity("tests", "tests"), "https://storage.azure.com/")
            .text();
  }

  /** Deletes a table, if it is there; Azurite has it gone at once. */
  void deleteTable(String table) {
    send("DELETE", "/Tables('%s')".formatted(table), BodyPublishers.noBody(), DONE, NOT_THERE);
  }

  /** Puts a row, in place of one that is there. */
  void putRow(String table, String partition, String row, String columns) {
    send("PUT", row(table, partition, row), BodyPublishers.ofString(columns), DONE);
  }

  void deleteRow(String table, String partition, String row) {
    send("DELETE", row(table, partition, row), BodyPublishers.noBody(), DONE);
  }

  private static String row(String table, String partition, String row) {
    return "/%s(PartitionKey='%s',RowKey='%s')".formatted(table, encoded(partition), encoded(row));
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  private void send(String method, String path, BodyPublisher body, Integer... expected) {
    URI uri = URI.create(url + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json;odata=nometadata")
            .header("Content-Type", "application/json")
            .header("x-ms-version", "2021-12-02")
            .method(method, body);
    if (path.contains("RowKey") && method.equals("DELETE")) {
      request.header("If-Match", "*");
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (!Set.of(expected).contains(answer.statusCode())) {
        throw new IllegalStateException(
            "%s %s was answered %d: %s".formatted(method, uri, answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted at " + uri, e);
    }
  }
}
