package dev.moat.localazure.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  @TempDir private Path directory;

  @Test
  void the_server_is_localhost_and_signed_by_the_authority_for_thirty_days() throws Exception {
    LocalCertificates.create(directory, at(NOW));

    X509Certificate server = read("server.pem");
    server.verify(read("ca.pem").getPublicKey());
    assertThat(server.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(server.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void a_second_start_finds_the_certificates_of_the_first() throws Exception {
    LocalCertificates.create(directory, at(NOW));
    X509Certificate first = read("server.pem");

    LocalCertificates.openOrCreate(directory, at(NOW.plus(Duration.ofDays(28))));
    assertThat(read("server.pem")).isEqualTo(first);
    LocalCertificates.openOrCreate(directory, at(NOW.plus(Duration.ofDays(30))));
    assertThat(read("server.pem")).isNotEqualTo(first);
  }

  private X509Certificate read(String file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(directory.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }
}
