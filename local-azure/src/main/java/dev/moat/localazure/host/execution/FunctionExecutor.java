package dev.moat.localazure.host.execution;

import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.LogLevels;
import dev.moat.localazure.host.log.HostLog;
import dev.moat.localazure.host.worker.JavaWorker;
import dev.moat.localazure.host.worker.Returned;
import dev.moat.localazure.host.worker.TriggerData;
import dev.moat.localazure.host.worker.UnansweredInvocationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Runs invocations: prints when each begins and ends, sends its outputs after it returned, and ends
 * it at {@code functionTimeout}.
 *
 * <p>At the limit the real host fails the invocation and restarts the worker process, which ends
 * all others too. Here only the invocation fails and its thread is interrupted.
 */
public final class FunctionExecutor {

  private final JavaWorker worker;
  private final Map<String, OutputSender> senders;
  private final Optional<Duration> limit;
  private final LogLevels levels;
  private final HostLog log;
  private final Clock clock;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ExecutorService waiting = Executors.newCachedThreadPool();

  /**
   * @param senders by binding type
   * @param limit {@code functionTimeout}, or empty for none
   * @param levels whether beginning, end and failure of a function are told
   */
  public FunctionExecutor(
      JavaWorker worker,
      Map<String, OutputSender> senders,
      Optional<Duration> limit,
      LogLevels levels,
      HostLog log,
      Clock clock) {
    this.worker = worker;
    this.senders = Map.copyOf(senders);
    this.limit = limit;
    this.levels = levels;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Runs a function and waits for its outcome.
   *
   * @param reason why it runs, for the log
   */
  public Outcome execute(FunctionMetadata function, TriggerData data, String reason) {
    String id = UUID.randomUUID().toString();
    Instant begin = clock.instant();
    String name = function.name();
    boolean told = levels.ofInvocations(name).intValue() <= Level.INFO.intValue();
    if (told) {
      log.line("Executing 'Functions.%s' (Reason='%s', Id=%s)".formatted(name, reason, id));
    }
    Outcome outcome = outcome(function, id, data);
    long millis = Duration.between(begin, clock.instant()).toMillis();
    if (outcome instanceof Outcome.Failed failed) {
      reportFailure(name, id, millis, failed);
    } else if (told) {
      log.line(
          "Executed 'Functions.%s' (Succeeded, Id=%s, Duration=%dms)".formatted(name, id, millis));
    }
    return outcome;
  }

  /** As {@link #execute}, without waiting for it. */
  public CompletableFuture<Outcome> executeAsync(
      FunctionMetadata function, TriggerData data, String reason) {
    return CompletableFuture.supplyAsync(() -> execute(function, data, reason), waiting);
  }

  /**
   * Takes no more invocations, waits for those that run, and interrupts what is left after {@code
   * patience}.
   *
   * @return whether all ended by themselves
   */
  public boolean drain(Duration patience) throws InterruptedException {
    waiting.shutdown();
    threads.shutdown();
    boolean done = threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    threads.shutdownNow();
    return done;
  }

  private void reportFailure(String name, String id, long millis, Outcome.Failed failed) {
    if (levels.ofInvocations(name).intValue() <= Level.SEVERE.intValue()) {
      log.line(
          "Executed 'Functions.%s' (Failed, Id=%s, Duration=%dms)".formatted(name, id, millis),
          failed.cause());
    }
  }

  private Outcome outcome(FunctionMetadata function, String id, TriggerData data) {
    Future<@Nullable Object> running;
    try {
      running = threads.submit(() -> run(function, id, data));
    } catch (RejectedExecutionException e) {
      return new Outcome.Failed(new IllegalStateException("The host is stopping", e));
    }
    try {
      return new Outcome.Succeeded(await(running));
    } catch (TimeoutException e) {
      running.cancel(true);
      return new Outcome.Failed(
          new FunctionTimeoutException(function.name(), id, limit.orElseThrow()));
    } catch (ExecutionException e) {
      return new Outcome.Failed(e.getCause());
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      return new Outcome.Failed(e);
    }
  }

  private @Nullable Object await(Future<@Nullable Object> running)
      throws InterruptedException, ExecutionException, TimeoutException {
    return limit.isPresent()
        ? running.get(limit.get().toMillis(), TimeUnit.MILLISECONDS)
        : running.get();
  }

  private @Nullable Object run(FunctionMetadata function, String id, TriggerData data)
      throws Exception {
    Returned returned;
    try {
      returned = worker.invoke(function, id, data);
    } catch (UnansweredInvocationException e) {
      log.line("No answer from the worker for Id=" + id, e);
      new CountDownLatch(1).await(); // as the real host waits, until functionTimeout interrupts it
      throw e;
    }
    for (Binding output : function.outputs()) {
      send(function, output, returned);
    }
    return returned.value();
  }

  private void send(FunctionMetadata function, Binding output, Returned returned) throws Exception {
    OutputSender sender = senders.get(output.type());
    if (sender != null) {
      boolean isReturn = output.name().equals(Binding.RETURN);
      sender.send(
          function, output, isReturn ? returned.value() : returned.outputs().get(output.name()));
    }
  }
}
