package dev.moat.localazure.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * A certificate authority made for this run, and one server certificate for {@code localhost} and
 * {@code 127.0.0.1} signed by it. Valid for 30 days.
 */
public final class LocalCertificates {
  /** The password of both stores. It protects nothing: the keys are thrown away. */
  public static final String PASSWORD = "changeit";

  private static final String SERVER_STORE = "server.p12";
  private static final String TRUST_STORE = "truststore.p12";
  private static final String SERVER_ENTRY = "server";

  private final KeyStore server;
  private final KeyStore trust;

  private LocalCertificates(KeyStore server, KeyStore trust) {
    this.server = server;
    this.trust = trust;
  }

  /**
   * Makes the certificates and writes them into a directory: {@code ca.pem}, {@code server.pem},
   * {@code server-key.pem}, {@code server.p12} and {@code truststore.p12}, which holds the
   * authority.
   *
   * @throws IOException when a file cannot be written
   */
  public static LocalCertificates create(Path directory, Clock clock) throws IOException {
    try {
      return write(Files.createDirectories(directory), new CertificateMaker(clock));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot make RSA certificates.", e);
    }
  }

  /**
   * The certificates that an earlier process wrote into the directory, so that those who trust them
   * need not start again; new ones when there are none, or they expire within a day.
   *
   * @throws IOException when a file cannot be read or written
   */
  public static LocalCertificates openOrCreate(Path directory, Clock clock) throws IOException {
    Path server = directory.resolve(SERVER_STORE);
    Path trust = directory.resolve(TRUST_STORE);
    if (!Files.exists(server) || !Files.exists(trust)) {
      return create(directory, clock);
    }
    try {
      KeyStore serverStore = readStore(server);
      Date tomorrow = Date.from(clock.instant().plus(Duration.ofDays(1)));
      boolean valid =
          serverStore.getCertificate(SERVER_ENTRY) instanceof X509Certificate certificate
              && certificate.getNotAfter().after(tomorrow);
      return valid
          ? new LocalCertificates(serverStore, readStore(trust))
          : create(directory, clock);
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificates in " + directory + " cannot be read.", e);
    }
  }

  private static KeyStore readStore(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static LocalCertificates write(Path directory, CertificateMaker maker)
      throws IOException, GeneralSecurityException {
    KeyPair caKey = newKey();
    X509Certificate ca = maker.authority(caKey);
    KeyPair serverKey = newKey();
    X509Certificate certificate = maker.server(serverKey, ca, caKey);
    KeyStore server = emptyStore();
    server.setKeyEntry(
        SERVER_ENTRY,
        serverKey.getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {certificate, ca});
    KeyStore trust = emptyStore();
    trust.setCertificateEntry("local-azure", ca);
    writePem(directory.resolve("ca.pem"), ca);
    writePem(directory.resolve("server.pem"), certificate, ca);
    writePem(directory.resolve("server-key.pem"), serverKey.getPrivate());
    writeStore(directory.resolve(SERVER_STORE), server);
    writeStore(directory.resolve(TRUST_STORE), trust);
    return new LocalCertificates(server, trust);
  }

  private static KeyPair newKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void writePem(Path file, Object... parts) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file);
        JcaPEMWriter pem = new JcaPEMWriter(writer)) {
      for (Object part : parts) {
        pem.writeObject(part);
      }
    }
  }

  private static void writeStore(Path file, KeyStore store)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  /** For a server that presents the certificate. */
  public SSLContext serverContext() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(server, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The server certificate cannot be used for TLS.", e);
    }
  }

  /** For a client that trusts the authority, and no other. */
  public SSLContext clientContext() {
    try {
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The local certificate authority cannot be trusted.", e);
    }
  }
}
