package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.HttpResponseMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an HTTP request, made from what the function returned.
 *
 * @param status the status code
 * @param headers as the function set them; a content type is there when there is a body
 * @param body the bytes to send, possibly none
 */
public record HttpResponseData(int status, Map<String, String> headers, byte[] body) {

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  /**
   * Reads a return value. Nothing is 204; a text is sent as it is; any other object as JSON.
   *
   * @param returned what the function returned, a {@link HttpResponseMessage} or a body
   */
  public static HttpResponseData from(@Nullable Object returned) {
    if (returned == null) {
      return new HttpResponseData(NO_CONTENT, Map.of(), new byte[0]);
    }
    if (returned instanceof WorkerHttpResponse response) {
      return withBody(response.getStatusCode(), response.headers(), response.getBody());
    }
    if (returned instanceof HttpResponseMessage foreign) {
      throw new ClassCastException(
          foreign.getClass().getName()
              + " was not made by HttpRequestMessage.createResponseBuilder, as the worker needs it");
    }
    return withBody(OK, Map.of(), returned);
  }

  private static HttpResponseData withBody(
      int status, Map<String, String> headers, @Nullable Object body) {
    if (body == null) {
      return new HttpResponseData(status, headers, new byte[0]);
    }
    if (body instanceof byte[] bytes) {
      return new HttpResponseData(status, typed(headers, "application/octet-stream"), bytes);
    }
    boolean text = body instanceof String;
    String type = (text ? "text/plain" : "application/json") + "; charset=utf-8";
    String content = text ? (String) body : Conversions.GSON.toJson(body);
    return new HttpResponseData(
        status, typed(headers, type), content.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> typed(Map<String, String> headers, String defaultType) {
    Map<String, String> typed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    typed.putAll(headers);
    typed.putIfAbsent("Content-Type", defaultType);
    return typed;
  }
}
