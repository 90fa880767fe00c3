package dev.moat.endtoend;

import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.launch.Emulators;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;

/** Deletes tables from an emulated storage account; Azurite has them gone at once. */
final class EmptyTables {

  private static final int DELETED = 204;
  private static final int NOT_THERE = 404;

  private final Emulators emulators;
  private final HttpClient http;
  private final String token;

  private EmptyTables(Emulators emulators) throws IOException {
    Clock clock = Clock.systemUTC();
    this.emulators = emulators;
    this.http =
        HttpClient.newBuilder()
            .sslContext(
                LocalCertificates.openOrCreate(emulators.certificates(), clock).clientContext())
            .build();
    this.token =
        new TokenIssuer("72f988bf-0000-4000-8000-2d7cd011db47", clock)
            .issue(new ManagedIdentity("tests", "tests"), "https://storage.azure.com/")
            .text();
  }

  /** Deletes those of the tables that are there. */
  static void of(Emulators emulators, List<String> tables) {
    try {
      EmptyTables empty = new EmptyTables(emulators);
      for (String table : tables) {
        empty.delete(table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot empty " + emulators.tableService(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while emptying " + emulators.tableService(), e);
    }
  }

  private void delete(String table) throws IOException, InterruptedException {
    URI uri = URI.create("%s/Tables('%s')".formatted(emulators.tableService(), table));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json;odata=nometadata")
            .header("x-ms-version", "2021-12-02")
            .DELETE()
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != DELETED && answer.statusCode() != NOT_THERE) {
      throw new IOException(
          "DELETE %s was answered %d: %s".formatted(uri, answer.statusCode(), answer.body()));
    }
  }
}
