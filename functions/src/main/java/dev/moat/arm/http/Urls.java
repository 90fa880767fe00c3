package dev.moat.arm.http;

import java.net.URI;
import java.net.URISyntaxException;

/** URLs from their parts. */
final class Urls {

  private Urls() {}

  /** The URL of this path and query, both not yet encoded, at the root's host. */
  static URI of(URI root, String path, String query) {
    try {
      URI encoded = new URI(root.getScheme(), root.getAuthority(), path, query, null);
      return URI.create(encoded.toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + path + "' cannot be the path of a URL", e);
    }
  }

  /** Whether both name the same scheme, host and port. */
  static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
