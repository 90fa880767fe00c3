package dev.moat.localazure.resourcemanager;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks up HTTP headers, whose names have no case. */
final class Headers {
  static final String RETRY_AFTER = "Retry-After";
  static final String LOCATION = "Location";
  static final String ASYNC_OPERATION = "Azure-AsyncOperation";
  static final String CLIENT_REQUEST_ID = "x-ms-client-request-id";
  static final String CORRELATION_ID = "x-ms-correlation-request-id";
  static final String ETAG = "ETag";

  private Headers() {}

  static @Nullable String find(Map<String, String> headers, String name) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
