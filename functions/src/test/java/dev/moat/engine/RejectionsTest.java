package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.contract.TestClock;
import dev.moat.model.Outgoing;
import dev.moat.queue.RecordingQueues;
import dev.moat.request.Problem;
import dev.moat.request.Reason;
import dev.moat.store.InMemoryStore;
import dev.moat.store.Requests.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectionsTest {

  private final TestClock clock = new TestClock(Instant.parse("2030-01-01T00:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final RecordingQueues queues = new RecordingQueues();
  private final Rejections rejections = new Rejections(store, queues, clock);

  @Test
  void reason_is_the_label_of_the_contract_in_the_queue_and_in_the_row() {
    Problem problem = new Problem(Reason.NOT_JSON, "", "is not JSON");

    rejections.reject("message-1", Optional.empty(), List.of(problem), "no JSON");

    Outgoing sent = queues.sentTo(Messages.REJECTED_REQUESTS).get(0);
    assertThat(sent.body()).isEqualTo("no JSON");
    assertThat(sent.properties())
        .containsEntry("reason", "NotJson")
        .containsEntry("detail", "NotJson at '': is not JSON");
    Rejected row = store.rejected(1).get(0);
    assertThat(row.reason()).isEqualTo("NotJson");
    assertThat(row.detail()).isEqualTo("NotJson at '': is not JSON");
  }
}
