package dev.moat.localazure.host.worker;

import java.net.URI;
import java.util.Map;

/**
 * An HTTP request as the host hands it to the worker.
 *
 * @param method in upper case
 * @param uri the whole URL that was asked for
 * @param headers names in lower case
 * @param query empty values are left out
 * @param body its form follows the content type
 */
public record HttpRequestData(
    String method, URI uri, Map<String, String> headers, Map<String, String> query, Datum body) {

  public HttpRequestData {
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
  }
}
