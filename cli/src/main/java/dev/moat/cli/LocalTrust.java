package dev.moat.cli;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.launch.Endpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import reactor.core.publisher.Mono;

/**
 * What a person at this machine has to talk to the local Azure: its certificate authority, and a
 * token of the subscription's owner, which is not the identity of Moat.
 */
record LocalTrust(SSLContext tls, TokenCredential credential) {

  private static final String TENANT = "72f988bf-0000-0000-0000-2d7cd011db47";

  static final ManagedIdentity OWNER =
      new ManagedIdentity(
          "0a0a0a0a-0000-0000-0000-00000000000a", "0a0a0a0a-0000-0000-0000-00000000000b");

  static LocalTrust of(Path trustStore) {
    return new LocalTrust(context(trustStore), ownerCredential());
  }

  /** Tokens for any audience; the local Azure looks at their claims, and not at their signature. */
  private static TokenCredential ownerCredential() {
    TokenIssuer issuer = new TokenIssuer(TENANT, Clock.systemUTC());
    return request -> Mono.just(token(issuer, request.getScopes().get(0)));
  }

  private static AccessToken token(TokenIssuer issuer, String scope) {
    TokenIssuer.Token token = issuer.issue(OWNER, scope.replaceFirst("/\\.default$", ""));
    return new AccessToken(token.text(), token.expiresOn().atOffset(ZoneOffset.UTC));
  }

  private static SSLContext context(Path trustStore) {
    try (InputStream file = Files.newInputStream(trustStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, Endpoints.TRUST_STORE_PASSWORD.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the local trust store " + trustStore, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The local trust store " + trustStore + " is unusable", e);
    }
  }
}
