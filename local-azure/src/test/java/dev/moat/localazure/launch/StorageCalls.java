package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls Blob Storage with a token. */
final class StorageCalls {
  private static final Pattern NAME = Pattern.compile("<Name>([^<]+)</Name>");

  private final String account;
  private final HttpClient http;
  private final String token;

  StorageCalls(Endpoints endpoints, Ports ports) throws IOException {
    Clock clock = Clock.systemUTC();
    account = Endpoints.storageAccount(ports.blobs());
    http =
        HttpClient.newBuilder()
            .sslContext(
                LocalCertificates.openOrCreate(endpoints.trustStore().getParent(), clock)
                    .clientContext())
            .build();
    token =
        new TokenIssuer("72f988bf-0000-4000-8000-2d7cd011db47", clock)
            .issue(new ManagedIdentity("reader", "reader"), "https://storage.azure.com/")
            .text();
  }

  void createContainer(String name) throws IOException, InterruptedException {
    assertThat(send("PUT", name + "?restype=container").statusCode()).isEqualTo(201);
  }

  /** The name of the one blob in a container. */
  String onlyBlob(String container) throws IOException, InterruptedException {
    String list = send("GET", container + "?restype=container&comp=list").body();
    Matcher name = NAME.matcher(list);
    assertThat(name.find()).as(list).isTrue();
    String only = name.group(1);
    assertThat(name.find()).as(list).isFalse();
    return only;
  }

  JsonNode read(String container, String blob) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(send("GET", container + "/" + blob).body());
  }

  private HttpResponse<String> send(String method, String what)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(account + "/" + what))
            .header("Authorization", "Bearer " + token)
            .header("x-ms-version", "2021-12-02")
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
