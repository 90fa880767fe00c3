package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.StepName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftLogTest {

  private static final Difference QUOTED = new Difference("tag \"a\"", "x\ny", "{z}");

  @Test
  void a_drift_is_one_line_with_all_that_is_known() throws JsonProcessingException {
    Actor alice = new Actor(Optional.of("Alice"), Optional.of("o-1"), Optional.of("a-1"));
    ResourceChange change =
        new ResourceChange(new ResourceId("/a/b"), "x/write", alice, "c-1", Mallory.ONE);

    String line = line(Optional.of(change));

    assertThat(line).doesNotContain("\n");
    assertThat(new ObjectMapper().readTree(line))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"event": "Drift", "setup": "%s", "step": "subnet.a", "response": "REPAIRED",
                     "differences":
                      [{"field": "tag \\"a\\"", "expected": "x\\ny", "found": "{z}"}],
                     "foundAt": "2026-11-21T12:00:00Z",
                     "actor": {"name": "Alice", "objectId": "o-1", "appId": "a-1"},
                     "operation": "x/write", "resource": "/a/b",
                     "changedAt": "2026-11-21T13:00:00Z", "correlationId": "c-1"}
                    """
                        .formatted(World.SETUP)));
  }

  @Test
  void what_no_event_told_is_left_out() throws JsonProcessingException {
    assertThat(new ObjectMapper().readTree(line(Optional.empty())).fieldNames())
        .toIterable()
        .containsExactly("event", "setup", "step", "response", "differences", "foundAt");
  }

  @Test
  void an_actor_of_whom_nothing_is_known_is_empty() throws JsonProcessingException {
    ResourceChange change =
        new ResourceChange(new ResourceId("/a/b"), "w", Actor.UNKNOWN, "c", Mallory.ONE);

    assertThat(new ObjectMapper().readTree(line(Optional.of(change))).path("actor")).isEmpty();
  }

  private static String line(Optional<ResourceChange> cause) {
    return DriftLog.line(
        "Drift",
        World.SETUP,
        new StepName("subnet.a"),
        new Drift(World.NOON, List.of(QUOTED), cause, Drift.Response.REPAIRED));
  }
}
