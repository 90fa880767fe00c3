package dev.moat.cli;

import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The local Resource Manager for a person: any call, and what the emulator tells of itself. */
public final class LocalArm {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TokenRequestContext SCOPE =
      new TokenRequestContext().addScopes("https://management.azure.com/.default");

  private final String endpoint;
  private final HttpClient client;
  private final String token;

  /** Object ids of people: whatever others call is called by Moat. */
  private final Set<String> people;

  LocalArm(String endpoint, LocalTrust trust) {
    this.endpoint = endpoint;
    this.client = HttpClient.newBuilder().sslContext(trust.tls()).build();
    this.token = trust.credential().getTokenSync(SCOPE).getToken();
    this.people = ConcurrentHashMap.newKeySet();
    people.add(LocalTrust.OWNER.objectId());
  }

  private LocalArm(LocalArm same, String token) {
    this.endpoint = same.endpoint;
    this.client = same.client;
    this.people = same.people;
    this.token = token;
  }

  /** Resource Manager as another person sees it, whose name its events carry. */
  public LocalArm as(String name, String userName, String objectId) {
    String person =
        JSON.createObjectNode()
            .put("name", name)
            .put("userName", userName)
            .put("objectId", objectId)
            .toString();
    people.add(objectId);
    return new LocalArm(this, read(control("POST", "tokens", person)).path("accessToken").asText());
  }

  /** Resource Manager as who has this token sees it, who is not Moat either. */
  public LocalArm with(String otherToken, String objectId) {
    people.add(objectId);
    return new LocalArm(this, otherToken);
  }

  /**
   * An answer of Resource Manager.
   *
   * @param correlationId what Azure's activity log has the call under
   */
  public record Answer(int status, JsonNode body, String correlationId) {}

  /**
   * A call, as recorded by the emulator.
   *
   * @param at when it was answered, before any delay of the answer
   * @param path without the query
   * @param caller the object id of the principal
   * @param actions what it asked of the caller's roles
   * @param body what was sent; missing when nothing was
   * @param headers of the answer
   */
  public record Call(
      Instant at,
      String method,
      String path,
      int status,
      String caller,
      List<String> actions,
      JsonNode body,
      JsonNode headers) {

    /** Whether it asked for a change. */
    public boolean isWrite() {
      return !method.equals("GET") && !method.equals("HEAD");
    }
  }

  /**
   * Calls Resource Manager.
   *
   * @param path with the query, and in it the api-version
   */
  public Answer call(String method, String path, String body) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(endpoint + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    return new Answer(
        response.statusCode(),
        read(response.body()),
        response.headers().firstValue("x-ms-correlation-request-id").orElse(""));
  }

  /** Reads a resource; throws when it is not there. */
  public JsonNode get(String id, String apiVersion) {
    Answer answer = call("GET", id + "?api-version=" + apiVersion, "");
    if (answer.status() != 200) {
      throw new IllegalStateException(
          "GET " + id + " was answered with " + answer.status() + ": " + answer.body());
    }
    return answer.body();
  }

  /** Creates the resource group if it is not there. */
  public void createResourceGroup(String id, String location) {
    call("PUT", id + "?api-version=2022-09-01", "{\"location\":\"" + location + "\"}");
  }

  /** The calls that were made by others than people, oldest first. */
  public List<Call> calls() {
    JsonNode calls = read(control("GET", "calls", ""));
    return StreamSupport.stream(calls.spliterator(), false)
        .map(LocalArm::call)
        .filter(call -> !people.contains(call.caller()))
        .toList();
  }

  /** Forgets the calls made so far. */
  public void clearCalls() {
    control("DELETE", "calls", "");
  }

  /** Makes calls fail, as the emulator's control surface describes. */
  public void addFault(String fault) {
    control("POST", "faults", fault);
  }

  /** Forgets the faults that have not happened. */
  public void clearFaults() {
    control("DELETE", "faults", "");
  }

  /** Whether zone groups write the names that their endpoints get later, as they do at first. */
  public void letZoneGroupsFollow(boolean yes) {
    control("POST", "zone-groups", "{\"follow\": " + yes + "}");
  }

  /** From now on the principal may do what its role assignments grant, and nothing else. */
  void bindByRoles(String objectId) {
    ObjectNode asked = JSON.createObjectNode().put("objectId", objectId).put("access", "roles");
    control("POST", "principals", asked.toString());
  }

  /** What became of the events so far, as the emulator's control surface describes. */
  public JsonNode eventCounts() {
    return read(control("GET", "events", ""));
  }

  /** Makes deliveries of events go otherwise, as the emulator's control surface describes. */
  public void disturbEvents(String how) {
    control("POST", "events", how);
  }

  /** Makes endpoints follow their registries later, as the emulator's control surface describes. */
  public void disturbEndpoints(String how) {
    control("POST", "endpoints", how);
  }

  /** Raises events of changes that never were, as the emulator's control surface describes. */
  public void raiseEvents(String events) {
    control("POST", "events/raise", events);
  }

  private String control(String method, String what, String body) {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(endpoint + "/local-azure/" + what))
                .method(method, BodyPublishers.ofString(body)));
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          method
              + " "
              + what
              + " was answered with "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("The local Resource Manager cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while calling the local Resource Manager", e);
    }
  }

  private static Call call(JsonNode json) {
    return new Call(
        Instant.parse(json.path("time").asText()),
        json.path("method").asText(),
        json.path("path").asText(),
        json.path("status").asInt(),
        json.path("callerObjectId").asText(),
        StreamSupport.stream(json.path("actions").spliterator(), false)
            .map(action -> action.path("action").asText())
            .toList(),
        json.path("requestBody"),
        json.path("responseHeaders"));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The answer is not JSON: " + body, e);
    }
  }
}
