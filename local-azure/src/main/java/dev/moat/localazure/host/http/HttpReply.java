package dev.moat.localazure.host.http;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer to an {@link HttpCall}.
 *
 * @param status the status code
 * @param headers as they are sent
 * @param body possibly empty
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

  public static final int OK = 200;
  public static final int ACCEPTED = 202;
  public static final int BAD_REQUEST = 400;
  public static final int UNAUTHORIZED = 401;
  public static final int NOT_FOUND = 404;
  public static final int INTERNAL_SERVER_ERROR = 500;

  public static HttpReply empty(int status) {
    return new HttpReply(status, Map.of(), new byte[0]);
  }

  public static HttpReply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  public static HttpReply json(int status, JsonElement json) {
    return of(status, "application/json; charset=utf-8", json.toString());
  }

  private static HttpReply of(int status, String type, String text) {
    return new HttpReply(
        status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }
}
