package dev.moat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmErrors;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.ErrorClass;
import dev.moat.arm.OperationStatus;
import dev.moat.arm.Page;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Azure as it is at one moment: what was read or refused once is not asked for again, a
 * subscription that throttles is left alone, and nothing is written. For one forecast, by one
 * thread.
 */
final class ReadOnceArm implements Arm {

  private final Arm arm;
  private final Map<Question, Optional<ArmResource>> resources = new HashMap<>();
  private final Map<Question, Page> pages = new HashMap<>();
  private final Map<Question, ArmException> refusals = new HashMap<>();
  private final Map<String, ArmException> throttled = new HashMap<>();
  private long reads;

  /**
   * @param path of a resource or a collection, or the link to a page
   * @param apiVersion empty for a link, which has its own
   */
  private record Question(String path, String apiVersion) {
    String subscription() {
      String[] parts = path.toLowerCase(Locale.ROOT).split("/subscriptions/", 2);
      return parts[parts.length - 1].split("/", 2)[0];
    }
  }

  ReadOnceArm(Arm arm) {
    this.arm = arm;
  }

  /** How many calls reached Azure, also those that it refused. */
  long reads() {
    return reads;
  }

  @Override
  public Optional<ArmResource> get(ResourceId id, String apiVersion) {
    return once(new Question(id.key(), apiVersion), resources, () -> arm.get(id, apiVersion));
  }

  @Override
  public Page firstPage(String collection, String apiVersion) {
    Question question = new Question(collection, apiVersion);
    return once(question, pages, () -> arm.firstPage(collection, apiVersion));
  }

  @Override
  public Page nextPage(String nextLink) {
    return once(new Question(nextLink, ""), pages, () -> arm.nextPage(nextLink));
  }

  private <T> T once(Question question, Map<Question, T> answers, Supplier<T> read) {
    T known = answers.get(question);
    if (known != null) {
      return known;
    }
    refuseAgain(question);
    T answer = ask(question, read);
    answers.put(question, answer);
    return answer;
  }

  private void refuseAgain(Question question) {
    ArmException refusal = refusals.getOrDefault(question, throttled.get(question.subscription()));
    if (refusal != null) {
      throw refusal;
    }
  }

  private <T> T ask(Question question, Supplier<T> read) {
    reads++;
    try {
      return read.get();
    } catch (ArmException e) {
      refusals.put(question, e);
      if (ArmErrors.classify(e.error()) instanceof ErrorClass.Throttled) {
        throttled.put(question.subscription(), e);
      }
      throw e;
    }
  }

  @Override
  public Begun put(ResourceId id, String apiVersion, JsonNode body) {
    throw onlyReads();
  }

  @Override
  public Begun putIfMatch(ResourceId id, String apiVersion, JsonNode body, String etag) {
    throw onlyReads();
  }

  @Override
  public Begun patch(ResourceId id, String apiVersion, JsonNode body) {
    throw onlyReads();
  }

  @Override
  public Begun delete(ResourceId id, String apiVersion) {
    throw onlyReads();
  }

  @Override
  public OperationStatus poll(Operation operation) {
    throw onlyReads();
  }

  @Override
  public Arm logging(String correlationId) {
    throw onlyReads();
  }

  private static UnsupportedOperationException onlyReads() {
    return new UnsupportedOperationException("A forecast only reads");
  }
}
