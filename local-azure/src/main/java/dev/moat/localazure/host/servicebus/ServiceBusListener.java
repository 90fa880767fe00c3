package dev.moat.localazure.host.servicebus;

import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.app.ServiceBusOptions;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.Outcome;
import dev.moat.localazure.host.execution.TriggerListener;
import dev.moat.localazure.host.log.HostLog;
import dev.moat.localazure.host.worker.Datum;
import dev.moat.localazure.host.worker.TriggerData;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs one function for the messages of its queue: completes a message when the function returned,
 * abandons it when it failed, so that it comes again at once until the queue's maximum.
 *
 * <p>A message that arrives while the host stops is neither run nor settled: it comes back when its
 * lock ends, as one does that the real host had fetched and not begun.
 */
final class ServiceBusListener implements TriggerListener {

  private static final int SETTLE_SECONDS = 10;

  private final FunctionMetadata function;
  private final String queue;
  private final ServiceBusOptions options;
  private final FunctionExecutor executor;
  private final HostLog log;
  private final MessageReceiver receiver;
  private final Semaphore unsettled;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stopping;

  ServiceBusListener(
      FunctionMetadata function,
      String queue,
      ServiceBusConnection connection,
      ServiceBusOptions options,
      FunctionExecutor executor,
      MessageReceiver.Factory receivers,
      HostLog log) {
    this.function = function;
    this.queue = queue;
    this.options = options;
    this.executor = executor;
    this.log = log;
    this.unsettled = new Semaphore(options.maxConcurrentCalls());
    this.receiver = receivers.open(connection, queue, options, this::handle, this::report);
  }

  /**
   * Refuses what this host does not do.
   *
   * @throws InvalidFunctionAppException if the trigger asks for sessions, batches or a topic
   */
  static void checkSupported(FunctionMetadata function) {
    var trigger = function.trigger();
    refuse(
        function,
        "isSessionsEnabled",
        trigger.text("isSessionsEnabled").filter("true"::equals).isPresent());
    refuse(
        function,
        "cardinality MANY",
        trigger.text("cardinality").filter("MANY"::equalsIgnoreCase).isPresent());
    refuse(function, "topicName", trigger.text("topicName").isPresent());
  }

  @Override
  public FunctionMetadata function() {
    return function;
  }

  @Override
  public void start() {
    receiver.start();
  }

  @Override
  public void stop() {
    stopping = true;
  }

  /** Waits until what has run is settled, too: a closed receiver cannot settle. */
  @Override
  public void close() {
    try {
      if (!unsettled.tryAcquire(options.maxConcurrentCalls(), SETTLE_SECONDS, TimeUnit.SECONDS)) {
        log.line("Some messages of '" + queue + "' are not settled; they come again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed.countDown();
    receiver.close();
  }

  @Override
  public TriggerData manual(String input) {
    return data(QueueMessage.ofBody(input));
  }

  private void handle(QueueMessage message, MessageReceiver.Settlement settlement) {
    if (stopping) {
      holdUntilClosed();
      return;
    }
    unsettled.acquireUninterruptibly();
    try {
      run(message, settlement);
    } finally {
      unsettled.release();
    }
  }

  private void run(QueueMessage message, MessageReceiver.Settlement settlement) {
    Outcome outcome =
        executor.execute(
            function, data(message), "New ServiceBus message detected on '" + queue + "'.");
    try {
      settle(outcome, settlement);
    } catch (RuntimeException e) {
      log.line(
          "Cannot settle message %s of '%s'; it comes again when its lock ends"
              .formatted(message.messageId(), queue),
          e);
    }
  }

  private void settle(Outcome outcome, MessageReceiver.Settlement settlement) {
    if (outcome instanceof Outcome.Failed) {
      settlement.abandon();
    } else if (options.autoCompleteMessages()) {
      settlement.complete();
    }
  }

  /** Keeps the receiver from fetching the message again and again while the host stops. */
  private void holdUntilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(Throwable error) {
    log.line("Receiving from '%s' for 'Functions.%s': %s".formatted(queue, function.name(), error));
  }

  private TriggerData data(QueueMessage message) {
    return new TriggerData(
        Map.of(function.trigger().name(), new Datum.Text(message.body())),
        MessageMetadata.of(message));
  }

  private static void refuse(FunctionMetadata function, String what, boolean asked) {
    if (asked) {
      throw new InvalidFunctionAppException(
          "Function '%s', binding '%s': this host does not support %s of a serviceBusTrigger"
              .formatted(function.name(), function.trigger().name(), what));
    }
  }
}
