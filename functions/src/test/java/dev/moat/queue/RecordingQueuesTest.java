package dev.moat.queue;

import dev.moat.contract.QueuesContract;
import dev.moat.contract.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class RecordingQueuesTest extends QueuesContract {

  private TestClock clock = new TestClock(Instant.EPOCH);
  private final RecordingQueues queues = new RecordingQueues();

  @Override
  protected Queues emptyQueues(TestClock newClock) {
    clock = newClock;
    return queues;
  }

  @Override
  protected List<Delivered> delivered(String queue) {
    return queues.takeDue(queue, clock.instant()).stream()
        .map(
            message ->
                new Delivered(
                    message.messageId(), message.body(), Map.copyOf(message.properties())))
        .toList();
  }
}
