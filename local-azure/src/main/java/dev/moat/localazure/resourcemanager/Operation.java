package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long-running operation, as data, so that it outlives the process.
 *
 * @param id a GUID
 * @param type the type whose kind finishes it
 * @param resourceId what it works on
 * @param change what it does
 * @param name Azure's name of it, such as {@code PutSubnetOperation}
 * @param style which headers announce it
 * @param dialect how its polls are answered
 * @param word what an unfinished poll calls its status
 * @param statusPath where {@code Azure-AsyncOperation} points, without query
 * @param resultPath where {@code Location} points, without query
 * @param query the api-version and the signature that a poll must repeat
 * @param endpoint scheme and authority of the polling URLs
 * @param endsAtMillis when its work is over, in milliseconds of the epoch
 * @param retryAfterSeconds what Azure asks clients to wait at first
 * @param leastUnfinishedPolls how many polls find it unfinished at the least
 * @param holds keys of the resources that nothing else may write meanwhile
 * @param failure how it ends, or null when it succeeds
 * @param input what its end needs to know, or null
 * @param call who began it and how
 */
record Operation(
    String id,
    String type,
    String resourceId,
    Change change,
    String name,
    Style style,
    Dialect dialect,
    String word,
    String statusPath,
    String resultPath,
    String query,
    String endpoint,
    long endsAtMillis,
    int retryAfterSeconds,
    int leastUnfinishedPolls,
    List<String> holds,
    @Nullable ArmError failure,
    @Nullable JsonNode input,
    Begun call) {

  /** What an operation does to its resource. */
  enum Change {
    WRITE,
    DELETE
  }

  /** Which headers announce an operation. */
  enum Style {
    STATUS_ONLY,
    STATUS_AND_LOCATION,
    LOCATION_ONLY
  }

  /** The habits of providers on their polling URLs. */
  enum Dialect {
    NETWORK,
    PRIVATE_DNS,
    REGISTRY,
    REGISTRY_CONNECTION,
    RESOURCE_GROUP,
    EVENT_GRID
  }

  /** The call that began an operation. */
  record Begun(
      Caller caller, String correlationId, String method, ResourceChange.Request request) {}

  String statusUrl() {
    return endpoint + statusPath + "?" + query;
  }

  String resultUrl() {
    return endpoint + resultPath + "?" + query;
  }

  /** The same operation with another end. */
  Operation ending(long newEndsAtMillis, @Nullable ArmError newFailure) {
    return new Operation(
        id,
        type,
        resourceId,
        change,
        name,
        style,
        dialect,
        word,
        statusPath,
        resultPath,
        query,
        endpoint,
        newEndsAtMillis,
        retryAfterSeconds,
        leastUnfinishedPolls,
        holds,
        newFailure,
        input,
        call);
  }

  boolean deletes() {
    return change == Change.DELETE;
  }

  ResourceId resource() {
    return ResourceId.parse(resourceId);
  }
}
