package dev.moat.arm.http;

import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Where Resource Manager is: makes URLs there, and refuses those that lead elsewhere. */
record Endpoint(URI root) {

  /** The URL of this path, which may carry a query; neither is encoded yet. */
  URI url(String path, String apiVersion) {
    String[] parts = path.split("\\?", 2);
    String query = (parts.length == 2 ? parts[1] + "&" : "") + "api-version=" + apiVersion;
    try {
      URI encoded = new URI(root.getScheme(), root.getAuthority(), parts[0], query, null);
      return URI.create(encoded.toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + path + "' cannot be the path of a URL", e);
    }
  }

  /**
   * A URL that Azure gave, as it is. Refused when it is not here: the token would go with it.
   *
   * @param call what gave the URL, for the error message
   */
  URI follow(String call, String url) {
    URI there = root.resolve(url);
    if (!isHere(there)) {
      String message = "A URL at " + there.getAuthority() + " is not at " + root;
      throw new ArmException(
          call, new ArmError(200, "PollUrlRefused", message, List.of(), Optional.empty()));
    }
    return there;
  }

  private boolean isHere(URI there) {
    return root.getScheme().equalsIgnoreCase(there.getScheme())
        && root.getHost().equalsIgnoreCase(there.getHost())
        && port(root) == port(there);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
