package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.Fact;
import dev.moat.model.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofOrderTest {

  private static final String ZONE =
      "/subscriptions/1/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/zone";
  private static final LocalArm.Call LOCK = call("PATCH", "/registry");
  private static final List<Fact> EVIDENCE =
      List.of(new Fact("it resolves", new ResourceId(ZONE + "/A/secureacr")));

  @Test
  void what_was_read_from_the_resource_or_from_its_list_before_the_lock_is_proof() {
    assertThatCode(() -> require(call("GET", ZONE + "/a/SecureACR"), LOCK))
        .doesNotThrowAnyException();
    assertThatCode(() -> require(call("GET", ZONE + "/A"), LOCK)).doesNotThrowAnyException();
  }

  @Test
  void what_was_read_after_the_lock_is_none() {
    assertThatThrownBy(() -> require(LOCK, call("GET", ZONE + "/A/secureacr")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cut before it was read that it resolves");
  }

  @Test
  void what_was_read_of_another_resource_is_none() {
    assertThatThrownBy(() -> require(call("GET", ZONE), LOCK)).isInstanceOf(Failure.class);
  }

  private static void require(LocalArm.Call... calls) {
    new ProofOrder(List.of(calls)).requireReadBeforeLock(EVIDENCE);
  }

  private static LocalArm.Call call(String method, String path) {
    return new LocalArm.Call(
        Records.ACCEPTED,
        method,
        path,
        200,
        "moat",
        List.of(),
        MissingNode.getInstance(),
        MissingNode.getInstance());
  }
}
