package dev.moat.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final ApiAddress ADDRESS =
      ApiAddress.of(
          "https://moat.example.org",
          Optional.of(new ApiKey("s3cr3t", "a test")),
          Optional.empty());

  @Test
  void a_certificate_that_is_not_trusted_is_told_with_how_to_trust_it() {
    Failure failure = failure(new SSLHandshakeException("PKIX path building failed"), false);

    assertThat(failure)
        .hasMessage(
            "Cannot reach Moat at https://moat.example.org: no trusted connection (PKIX path"
                + " building failed).");
    assertThat(failure.advice()).contains("trustStore");
    assertThat(failure.exit()).isEqualTo(Exit.UNREACHABLE);
  }

  @Test
  void a_host_that_is_not_known_is_told() {
    ConnectException wrapped = new ConnectException();
    wrapped.initCause(new ConnectException().initCause(new UnresolvedAddressException()));

    assertThat(failure(wrapped, false)).hasMessageEndingWith(": no such host.");
  }

  @Test
  void a_change_without_an_answer_may_have_been_made() {
    assertThat(failure(new HttpTimeoutException("timed out"), true).advice())
        .contains("may have been done all the same");
    assertThat(failure(new IOException("connection reset"), true).advice())
        .contains("may have been done all the same");
  }

  @Test
  void a_change_that_was_never_sent_was_not_made() {
    assertThat(failure(new ConnectException(), true).advice()).contains("--url");
    assertThat(failure(new HttpConnectTimeoutException("timed out"), true).advice())
        .contains("--url");
  }

  private static Failure failure(IOException cause, boolean changes) {
    return Outage.of(ADDRESS, cause, changes);
  }
}
