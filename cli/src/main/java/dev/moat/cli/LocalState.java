package dev.moat.cli;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.store.table.TableStore;
import java.net.http.HttpClient;
import java.time.Clock;

/** The state of the setups in a local Azure, read straight from Table Storage. */
final class LocalState {

  private LocalState() {}

  static TableStore connect(Endpoints endpoints, LocalTrust trust) {
    return TableStore.connect(
        endpoints.tableServiceUrl(),
        trust.credential(),
        new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(trust.tls())).build(),
        Clock.systemUTC());
  }
}
