package dev.moat.store.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AzureNamedKeyCredential;
import com.sun.net.httpserver.HttpServer;
import dev.moat.contract.Samples;
import dev.moat.contract.TestClock;
import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.store.SetupFilter;
import dev.moat.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that refuses a query: Azurite takes any token to go on with, Azure does not. */
class UnknownTokenTest {

  private static final byte[] REFUSAL =
      """
      {"odata.error": {"code": "InvalidInput", "message": {"lang": "en-US", "value":
       "One of the request inputs is not valid."}}}
      """
          .getBytes(UTF_8);

  private HttpServer service;
  private TableStore store;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(400, REFUSAL.length);
          exchange.getResponseBody().write(REFUSAL);
          exchange.close();
        });
    service.start();
    store =
        new TableStore(
            TableStore.client()
                .endpoint("http://127.0.0.1:%d/account".formatted(service.getAddress().getPort()))
                .credential(new AzureNamedKeyCredential("account", "a2V5"))
                .buildClient(),
            new TestClock(Samples.NOON));
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void a_token_that_the_service_refuses_is_the_callers_mistake() {
    String continuation = Continuation.of("setups", "", "1!4!YWNy;1!8!c2V0dXA-");

    assertThatExceptionOfType(InvalidContinuationException.class)
        .isThrownBy(() -> store.list(SetupFilter.ALL, 5, Optional.of(continuation)));
  }

  @Test
  void a_refusal_without_a_token_is_a_failure() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.list(SetupFilter.ALL, 5, Optional.empty()))
        .withMessageContaining("InvalidInput");
  }
}
