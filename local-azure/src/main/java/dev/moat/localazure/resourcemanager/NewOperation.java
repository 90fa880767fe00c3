package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operation about to begin: says what differs from case to case, works out the rest. */
final class NewOperation {
  private static final int CERTIFICATE_BYTES = 1050;
  private static final int SIGNATURE_BYTES = 256;
  private static final int HASH_BYTES = 32;

  private final Cloud cloud;
  private final Call call;
  private final String type;
  private final Change change;
  private final Dialect dialect;
  private String name = "";
  private String location = "";
  private Style style = Style.STATUS_ONLY;
  private String word = "InProgress";
  private Duration duration = Duration.ZERO;
  private int retryAfterSeconds;
  private int leastUnfinishedPolls;
  private List<String> holds = List.of();
  private @Nullable ArmError failure;
  private @Nullable JsonNode input;

  NewOperation(Cloud cloud, Call call, String type, Change change, Dialect dialect) {
    this.cloud = cloud;
    this.call = call;
    this.type = type;
    this.change = change;
    this.dialect = dialect;
    this.leastUnfinishedPolls = cloud.leastUnfinishedPolls();
    this.failure = call.operationFailure();
    this.style = change == Change.DELETE ? Style.STATUS_AND_LOCATION : Style.STATUS_ONLY;
  }

  NewOperation named(String azureName) {
    name = azureName;
    return this;
  }

  /** Where the resource is; part of some polling URLs. */
  NewOperation in(String region) {
    location = region;
    return this;
  }

  NewOperation announcedBy(Style headers) {
    style = headers;
    return this;
  }

  NewOperation saying(String unfinishedWord) {
    word = unfinishedWord;
    return this;
  }

  NewOperation takes(Work work) {
    return takes(cloud.durationOf(work));
  }

  NewOperation takes(Duration time) {
    duration = time;
    return this;
  }

  /** There is nothing to do: the first poll finds it finished. */
  NewOperation changesNothing() {
    duration = Duration.ZERO;
    leastUnfinishedPolls = 0;
    return this;
  }

  NewOperation retryAfter(int azureSeconds) {
    retryAfterSeconds = azureSeconds;
    return this;
  }

  /** Nothing else may write these resources meanwhile. */
  NewOperation holding(String... keys) {
    holds = List.of(keys);
    return this;
  }

  NewOperation failing(@Nullable ArmError error) {
    failure = failure == null ? error : failure;
    return this;
  }

  NewOperation with(JsonNode known) {
    input = known;
    return this;
  }

  /** Begins it. */
  Operation begin() {
    String guid = cloud.newGuid();
    Paths paths = paths(guid);
    Operation operation =
        new Operation(
            guid,
            type,
            call.id().text(),
            change,
            name,
            style,
            dialect,
            word,
            paths.status,
            paths.result,
            query(),
            call.endpoint(),
            call.now().plus(duration).toEpochMilli(),
            retryAfterSeconds,
            leastUnfinishedPolls,
            holds,
            failure,
            input,
            call.begun());
    cloud.operations().add(operation);
    return operation;
  }

  /** Begins it and puts its headers on the answer. */
  ArmReply answer(ArmReply answer) {
    return cloud.operations().announce(begin(), answer);
  }

  private Paths paths(String guid) {
    String subscription = "/subscriptions/" + call.id().subscription();
    return switch (dialect) {
      case NETWORK -> {
        String place = subscription + "/providers/Microsoft.Network/locations/" + location;
        yield new Paths(place + "/operations/" + guid, place + "/operationResults/" + guid);
      }
      case PRIVATE_DNS -> {
        String place = call.id().groupId() + "/providers/Microsoft.Network/privateDnsOperation";
        String opaque =
            Base64.getUrlEncoder()
                .encodeToString((name + ";" + guid).getBytes(StandardCharsets.US_ASCII));
        yield new Paths(place + "Statuses/" + opaque, place + "Results/" + opaque);
      }
      case REGISTRY, REGISTRY_CONNECTION -> {
        String kind = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String place = subscription + "/providers/Microsoft.ContainerRegistry/locations/";
        yield new Paths(
            call.id().text() + "/operationStatuses/" + kind + "-" + guid,
            place + location + "/operationResults/" + kind + "-" + guid);
      }
      case EVENT_GRID -> {
        String place = subscription + "/providers/Microsoft.EventGrid/locations/" + location;
        yield new Paths(place + "/operationsStatus/" + guid, place + "/operationResults/" + guid);
      }
      case RESOURCE_GROUP -> {
        String place = subscription + "/operationresults/";
        yield new Paths(place + guid, place + cloud.opaque(HASH_BYTES));
      }
    };
  }

  /** The api-version, a time stamp, a certificate, a signature and a hash: about 2,000 letters. */
  private String query() {
    return "api-version=%s&t=%d&c=%s&s=%s&h=%s"
        .formatted(
            call.apiVersion(),
            call.now().toEpochMilli(),
            cloud.opaque(CERTIFICATE_BYTES),
            cloud.opaque(SIGNATURE_BYTES),
            cloud.opaque(HASH_BYTES));
  }

  private record Paths(String status, String result) {}
}
