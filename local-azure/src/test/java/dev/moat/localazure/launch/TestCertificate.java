package dev.moat.localazure.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate for localhost in the files that the local Azure expects, made with keytool. */
final class TestCertificate {

  private static final String PASSWORD = Endpoints.TRUST_STORE_PASSWORD;

  private TestCertificate() {}

  static void writeTo(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    split(store, folder);
  }

  private static void split(Path store, Path folder) throws IOException, GeneralSecurityException {
    KeyStore server = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      server.load(in, PASSWORD.toCharArray());
    }
    var certificate = server.getCertificate("server");
    var key = server.getKey("server", PASSWORD.toCharArray());
    Files.writeString(folder.resolve("server.pem"), pem("CERTIFICATE", certificate.getEncoded()));
    Files.writeString(folder.resolve("server-key.pem"), pem("PRIVATE KEY", key.getEncoded()));
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("server", certificate);
    try (OutputStream out = Files.newOutputStream(folder.resolve("truststore.p12"))) {
      trust.store(out, PASSWORD.toCharArray());
    }
  }

  private static String pem(String what, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
