package dev.moat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.OperationStatus;
import dev.moat.arm.Page;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts the calls to Azure of one turn, page by page, also those that Azure refuses. */
final class CountedArm implements Arm {

  private final Arm arm;
  private final Count count;

  /** How many calls there were. */
  private static final class Count {
    private long reads;
    private long writes;
  }

  CountedArm(Arm arm) {
    this(arm, new Count());
  }

  private CountedArm(Arm arm, Count count) {
    this.arm = arm;
    this.count = count;
  }

  long reads() {
    return count.reads;
  }

  long writes() {
    return count.writes;
  }

  @Override
  public Optional<ArmResource> get(ResourceId id, String apiVersion) {
    return read(() -> arm.get(id, apiVersion));
  }

  @Override
  public Page firstPage(String collection, String apiVersion) {
    return read(() -> arm.firstPage(collection, apiVersion));
  }

  @Override
  public Page nextPage(String nextLink) {
    return read(() -> arm.nextPage(nextLink));
  }

  @Override
  public OperationStatus poll(Operation operation) {
    return read(() -> arm.poll(operation));
  }

  @Override
  public Begun put(ResourceId id, String apiVersion, JsonNode body) {
    return write(() -> arm.put(id, apiVersion, body));
  }

  @Override
  public Begun putIfMatch(ResourceId id, String apiVersion, JsonNode body, String etag) {
    return write(() -> arm.putIfMatch(id, apiVersion, body, etag));
  }

  @Override
  public Begun patch(ResourceId id, String apiVersion, JsonNode body) {
    return write(() -> arm.patch(id, apiVersion, body));
  }

  @Override
  public Begun delete(ResourceId id, String apiVersion) {
    return write(() -> arm.delete(id, apiVersion));
  }

  @Override
  public Arm logging(String correlationId) {
    return new CountedArm(arm.logging(correlationId), count);
  }

  private <T> T read(Supplier<T> call) {
    count.reads++;
    return call.get();
  }

  private <T> T write(Supplier<T> call) {
    count.writes++;
    return call.get();
  }
}
