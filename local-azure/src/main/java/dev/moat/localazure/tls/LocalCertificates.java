package dev.moat.localazure.tls;

import java.io.IOException;
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

  private static LocalCertificates write(Path directory, CertificateMaker maker)
      throws IOException, GeneralSecurityException {
    KeyPair caKey = newKey();
    X509Certificate ca = maker.authority(caKey);
    KeyPair serverKey = newKey();
    X509Certificate certificate = maker.server(serverKey, ca, caKey);
    KeyStore server = emptyStore();
    server.setKeyEntry(
        "server",
        serverKey.getPrivate(),
        PASSWORD.toCharArray(),
        new Certificate[] {certificate, ca});
    KeyStore trust = emptyStore();
    trust.setCertificateEntry("local-azure", ca);
    writePem(directory.resolve("ca.pem"), ca);
    writePem(directory.resolve("server.pem"), certificate, ca);
    writePem(directory.resolve("server-key.pem"), serverKey.getPrivate());
    writeStore(directory.resolve("server.p12"), server);
    writeStore(directory.resolve("truststore.p12"), trust);
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
