package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.identity.ManagedIdentity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure Resource Manager without a transport: takes calls, keeps resources, answers as Azure does.
 *
 * <p>Starts no thread and never waits. Long-running work ends when the clock passes its end, which
 * is noticed at the next call. With the same clock, random source and calls it answers the same.
 * Safe for use by many threads.
 */
public final class ResourceManager {
  private static final String DEFAULT_ENDPOINT = "https://management.azure.com";
  private static final Pattern GUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private final ReentrantLock lock = new ReentrantLock();
  private final Cloud cloud;
  private final Authorization authorization;
  private final Dispatcher dispatcher;
  private final Throttle throttle;
  private final Faults faults = new Faults();
  private final List<RecordedCall> calls = new ArrayList<>();
  private final List<ResourceChange.Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile WebhookHandshake.Performer handshakes = (wanted, end) -> end.accept(null);

  /** With the documented limits, and every subscription existing. */
  public ResourceManager(Clock clock, RandomGenerator random, Latency latency) {
    this(clock, random, latency, Throttling.documented(), Tenant.any());
  }

  /**
   * @param clock tells when work ends
   * @param random draws ids, durations and which of several known answers is given
   * @param latency how long work takes
   * @param throttling how many calls are taken
   * @param tenant the directory and its subscriptions
   */
  public ResourceManager(
      Clock clock, RandomGenerator random, Latency latency, Throttling throttling, Tenant tenant) {
    this.cloud = new Cloud(clock, random, latency);
    this.throttle = new Throttle(throttling);
    List<ResourceKind> kinds = Kinds.all(cloud, tenant);
    this.authorization = new Authorization(cloud, kinds);
    this.dispatcher = new Dispatcher(cloud, authorization, new Subscriptions(cloud, tenant), kinds);
  }

  /** Answers one call. Never throws for what a caller sent: it answers as Azure would. */
  public ArmReply handle(ArmRequest request) {
    ArmReply reply;
    List<ResourceChange> changes;
    List<WebhookHandshake> wanted;
    lock.lock();
    try {
      endWork();
      reply = answer(request);
      changes = cloud.takeChanges();
      wanted = cloud.takeHandshakes();
    } finally {
      lock.unlock();
    }
    publish(changes);
    wanted.forEach(one -> handshakes.perform(one, failure -> shaken(one, failure)));
    return reply;
  }

  /** Ends the work whose time has come, without a call, so that listeners hear of it. */
  public void advance() {
    List<ResourceChange> changes;
    lock.lock();
    try {
      endWork();
      changes = cloud.takeChanges();
    } finally {
      lock.unlock();
    }
    publish(changes);
  }

  /** When the next work ends, if any is going on. */
  public Optional<Instant> nextEnd() {
    lock.lock();
    try {
      return cloud.operations().nextEnd();
    } finally {
      lock.unlock();
    }
  }

  /** Every call since the start or the last {@link #clearCalls}, oldest first. */
  public List<RecordedCall> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  public void clearCalls() {
    lock.lock();
    try {
      calls.clear();
    } finally {
      lock.unlock();
    }
  }

  public Faults faults() {
    return faults;
  }

  public Principals principals() {
    return cloud.principals();
  }

  /**
   * Whether zone groups go on writing records when their endpoints get or lose names, as they do at
   * first, or keep those they wrote when they were themselves written.
   */
  public void zoneGroupsFollow(boolean yes) {
    lock.lock();
    try {
      cloud.zoneGroupsFollow(yes);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether private endpoints go on showing the status that their connections had, whatever is
   * decided on registries; false: they show at once what was decided meanwhile.
   */
  public void holdEndpointNews(boolean hold) {
    lock.lock();
    try {
      if (hold) {
        cloud.endpointNews().hold();
      } else {
        cloud.endpointNews().release();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The listener hears of every change from now on. */
  public void onChange(ResourceChange.Listener listener) {
    listeners.add(listener);
  }

  /**
   * Who asks webhooks whether they want events. Without one every webhook is taken to want them:
   * this core has no network.
   */
  public void performHandshakes(WebhookHandshake.Performer performer) {
    handshakes = performer;
  }

  /** The event subscriptions that have succeeded, so that events can be sent to them. */
  public List<EventSubscription> eventSubscriptions() {
    lock.lock();
    try {
      return EventSubscriptions.active(cloud);
    } finally {
      lock.unlock();
    }
  }

  /** All state as one JSON document, for {@link #restore} in a later process. */
  public JsonNode snapshot() {
    lock.lock();
    try {
      return Snapshot.of(cloud);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes over the state that another process saved, before the first call.
   *
   * @throws IllegalArgumentException when the document is not a saved state
   */
  public void restore(JsonNode snapshot) {
    lock.lock();
    try {
      Snapshot.restore(snapshot, cloud);
    } finally {
      lock.unlock();
    }
  }

  /** The user-assigned identity with the given client id, if there is one. */
  public Optional<ManagedIdentity> userAssignedIdentity(String clientId) {
    lock.lock();
    try {
      return cloud
          .resources()
          .ofType(UserAssignedIdentities.TYPE)
          .filter(identity -> identity.property("/clientId").equalsIgnoreCase(clientId))
          .map(UserAssignedIdentities::identity)
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /** A webhook has answered, or not: its event subscription is done. */
  private void shaken(WebhookHandshake handshake, @Nullable String failure) {
    lock.lock();
    try {
      Instant now = cloud.now();
      Instant end = now.isAfter(handshake.notBefore()) ? now : handshake.notBefore();
      ArmError error = failure == null ? null : EventSubscriptions.handshakeFailed(failure);
      cloud.operations().settle(handshake.operationId(), end, error);
    } finally {
      lock.unlock();
    }
    advance();
  }

  private void publish(List<ResourceChange> changes) {
    for (ResourceChange change : changes) {
      listeners.forEach(listener -> listener.changed(change));
    }
  }

  private void endWork() {
    Instant now = cloud.now();
    for (Optional<Operation> ended = cloud.operations().takeEnded(now);
        ended.isPresent();
        ended = cloud.operations().takeEnded(now)) {
      end(ended.get());
    }
  }

  private void end(Operation operation) {
    ResourceKind kind = dispatcher.kind(operation.type()).orElseThrow();
    kind.finish(operation);
    cloud.changed(
        new ResourceChange(
            Instant.ofEpochMilli(operation.endsAtMillis()),
            operation.resourceId(),
            operation.type() + (operation.deletes() ? "/delete" : "/write"),
            operation.call().method(),
            operation.failure() == null,
            operation.call().caller(),
            operation.call().correlationId(),
            cloud
                .find(operation.resourceId())
                .map(resource -> kind.show(resource, ""))
                .orElse(null),
            operation.call().request()));
  }

  private ArmReply answer(ArmRequest request) {
    ArmPath path = ArmPath.parse(request.pathAndQuery());
    Fault fault = faults.take(request.method(), path.text()).orElse(null);
    Call call = call(request, path, fault);
    ArmReply reply = withIds(call, answer(call, fault));
    record(call, reply);
    return reply;
  }

  private Call call(ArmRequest request, ArmPath path, @Nullable Fault fault) {
    String host = request.header("Host");
    ResourceId id = ResourceId.of(path.segments());
    return new Call(
        request,
        path,
        id,
        cloud.now(),
        correlationId(request),
        host == null ? DEFAULT_ENDPOINT : "https://" + host,
        cloud.find(id).isPresent(),
        fault instanceof Fault.OperationFails fails
            ? ArmError.network(400, fails.code(), fails.message())
            : null,
        null);
  }

  /**
   * A caller may name the correlation id of its call, as the Terraform provider does with one for
   * all its calls; what is no GUID counts for nothing. See <a
   * href="https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/common-api-details.md">headers
   * of Resource Manager</a>.
   */
  private String correlationId(ArmRequest request) {
    String sent = request.header(Headers.CORRELATION_ID);
    return sent != null && GUID.matcher(sent).matches() ? sent : cloud.newGuid();
  }

  private ArmReply answer(Call call, @Nullable Fault fault) {
    if (fault instanceof Fault.Refused refused) {
      ArmError error = ArmError.of(refused.status(), refused.code(), refused.message());
      Integer seconds = refused.retryAfterSeconds();
      return (seconds == null ? error : error.retryAfter(seconds)).reply();
    }
    ArmReply reply = answerUnharmed(call);
    if (fault instanceof Fault.AnswerLost) {
      String type = call.id().type();
      int slash = type.indexOf('/');
      return ArmErrors.gatewayTimeout(slash < 0 ? type : type.substring(0, slash)).reply();
    }
    return fault instanceof Fault.Delayed delayed ? reply.delayedBy(delayed.delay()) : reply;
  }

  private ArmReply answerUnharmed(Call call) {
    try {
      Map.Entry<String, String> remaining = throttle.admit(call);
      return dispatched(call).with(remaining.getKey(), remaining.getValue());
    } catch (ArmError.Refusal refusal) {
      return refusal.error().reply();
    }
  }

  private ArmReply dispatched(Call call) {
    try {
      return dispatcher.dispatch(call);
    } catch (ArmError.Refusal refusal) {
      return refusal.error().reply();
    }
  }

  private ArmReply withIds(Call call, ArmReply reply) {
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.put("x-ms-request-id", cloud.newGuid());
    headers.put(Headers.CORRELATION_ID, call.correlationId());
    String clientRequestId = call.header(Headers.CLIENT_REQUEST_ID);
    if (clientRequestId != null) {
      headers.put(Headers.CLIENT_REQUEST_ID, clientRequestId);
    }
    return new ArmReply(reply.status(), headers, reply.body(), reply.delay());
  }

  private void record(Call call, ArmReply reply) {
    ArmRequest request = call.request();
    calls.add(
        new RecordedCall(
            call.now(),
            request.method(),
            call.path().text(),
            call.path().query(),
            call.apiVersion(),
            reply.status(),
            request.caller(),
            authorization.asked(call),
            call.correlationId(),
            request.body(),
            reply.headers(),
            reply.body()));
  }
}
