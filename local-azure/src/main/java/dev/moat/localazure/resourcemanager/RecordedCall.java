package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that was answered.
 *
 * @param time when it was answered
 * @param method the HTTP verb
 * @param path the path as it was read: decoded, without empty segments
 * @param query the query parameters, {@code api-version} among them
 * @param apiVersion the api-version, empty when the call had none
 * @param status the HTTP status of the answer
 * @param caller whose call it was
 * @param asked the actions it asked for, whether or not anybody looked at the caller's roles
 * @param correlationId the value of {@code x-ms-correlation-request-id}
 * @param requestBody what was sent, or null
 * @param replyHeaders the headers of the answer
 * @param replyBody the body of the answer, or null
 */
public record RecordedCall(
    Instant time,
    String method,
    String path,
    Map<String, String> query,
    String apiVersion,
    int status,
    Caller caller,
    List<AskedAction> asked,
    String correlationId,
    @Nullable JsonNode requestBody,
    Map<String, String> replyHeaders,
    @Nullable JsonNode replyBody) {}
