package dev.moat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.FakeArm;
import dev.moat.arm.OperationStatus;
import dev.moat.arm.Page;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A {@link FakeArm} whose writes may take time, may be refused, and between whose calls something
 * else may happen.
 */
final class SlowAzure implements Arm {

  static final Operation OPERATION =
      new Operation(
          Operation.Style.ASYNC_OPERATION,
          "https://management.azure.com/operations/1?t=x",
          Instant.parse("2026-11-21T12:00:00Z"));

  private final FakeArm resources = new FakeArm();
  private final List<Operation> polls = new ArrayList<>();
  private Optional<String> endpoint = Optional.empty();
  private boolean takesTime;
  private boolean stillChanging;
  private Optional<Duration> retryAfter = Optional.empty();
  private Optional<String> correlationId = Optional.empty();
  private OperationStatus status = new OperationStatus.Succeeded();
  private Runnable afterRead = () -> {};
  private Runnable beforeWrite = () -> {};
  private Runnable afterWrite = () -> {};

  /** From now on each write begins {@link #OPERATION}. */
  SlowAzure takesTime() {
    takesTime = true;
    return this;
  }

  /** From now on each write is answered with a resource that is still changing. */
  void answersStillChanging() {
    stillChanging = true;
  }

  /** From now on each endpoint that is put is there with this body. */
  void answersEndpointsWith(String body) {
    endpoint = Optional.of(body);
  }

  /** What it asks for with the first answer to a write. */
  SlowAzure asksToWait(Duration wait) {
    retryAfter = Optional.of(wait);
    return this;
  }

  /** What it logs each write under, whatever it was asked for. */
  void logsUnder(String id) {
    correlationId = Optional.of(id);
  }

  /** What whoever asks for the operation is told. */
  void operationIs(OperationStatus newStatus) {
    status = newStatus;
  }

  /** The operation failed with this code. */
  void operationFails(String code) {
    operationIs(new OperationStatus.Failed(FakeArm.error(200, code)));
  }

  /** What happens once, after the next read was answered. */
  void afterNextRead(Runnable event) {
    afterRead = event;
  }

  /** What happens before each write; what it throws reaches the caller. */
  void beforeWrite(Runnable event) {
    beforeWrite = event;
  }

  /** What happens after each write was carried out; what it throws reaches the caller. */
  void afterWrite(Runnable event) {
    afterWrite = event;
  }

  /** Each write is refused with this error, and changes nothing. */
  void refusesWrites(ArmError error) {
    beforeWrite(
        () -> {
          throw new ArmException("PUT", error);
        });
  }

  FakeArm resources() {
    return resources;
  }

  /** How often it was called in any way. */
  int calls() {
    return resources.calls().size() + polls.size();
  }

  List<Operation> polls() {
    return List.copyOf(polls);
  }

  @Override
  public Optional<ArmResource> get(ResourceId id, String apiVersion) {
    return read(() -> resources.get(id, apiVersion));
  }

  @Override
  public Page firstPage(String collection, String apiVersion) {
    return read(() -> resources.firstPage(collection, apiVersion));
  }

  @Override
  public Page nextPage(String nextLink) {
    return read(() -> resources.nextPage(nextLink));
  }

  @Override
  public Begun put(ResourceId id, String apiVersion, JsonNode body) {
    return write(() -> put(id, resources.put(id, apiVersion, body)));
  }

  private Begun put(ResourceId id, Begun begun) {
    if (endpoint.isEmpty() || !id.equals(SampleRequest.ENDPOINT)) {
      return begun;
    }
    resources.with(id, endpoint.get());
    return new Begun(
        resources.body(id).deepCopy(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public Begun putIfMatch(ResourceId id, String apiVersion, JsonNode body, String etag) {
    return write(() -> resources.putIfMatch(id, apiVersion, body, etag));
  }

  @Override
  public Begun patch(ResourceId id, String apiVersion, JsonNode body) {
    return write(() -> resources.patch(id, apiVersion, body));
  }

  @Override
  public Begun delete(ResourceId id, String apiVersion) {
    return write(() -> resources.delete(id, apiVersion));
  }

  @Override
  public Arm logging(String correlationId) {
    resources.logging(correlationId);
    return this;
  }

  @Override
  public OperationStatus poll(Operation operation) {
    polls.add(operation);
    return status;
  }

  private <T> T read(Supplier<T> call) {
    T answer = call.get();
    Runnable event = afterRead;
    afterRead = () -> {};
    event.run();
    return answer;
  }

  private Begun write(Supplier<Begun> call) {
    beforeWrite.run();
    Begun begun = call.get();
    afterWrite.run();
    if (stillChanging) {
      begun.body().withObject("/properties").put("provisioningState", "Updating");
    }
    return takesTime
        ? new Begun(begun.body(), Optional.of(OPERATION), retryAfter, correlationId)
        : new Begun(begun.body(), Optional.empty(), Optional.empty(), correlationId);
  }
}
