package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.arm.Arm;
import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadOnceArmTest {

  private static final ResourceId ZONE = SampleRequest.ZONE;
  private static final ResourceId ELSEWHERE =
      new ResourceId("/subscriptions/other/resourceGroups/g");

  private final FakeArm azure = new FakeArm().with(ZONE, "{location: 'global'}");
  private final ReadOnceArm arm = new ReadOnceArm(azure);

  @Test
  void one_question_is_asked_once() {
    ResourceId otherCase = new ResourceId(ZONE.value().replace("subscriptions", "SUBSCRIPTIONS"));

    assertThat(arm.get(otherCase, "v1")).isEqualTo(arm.get(ZONE, "v1")).isPresent();
    assertThat(arm.list(ZONE + "/A", "v1")).isEqualTo(arm.list(ZONE + "/A", "v1"));

    assertThat(azure.reads()).hasSize(2);
    assertThat(arm.reads()).isEqualTo(2);
  }

  @Test
  void each_page_of_a_collection_is_a_read_and_is_asked_for_once() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      azure.with(ZONE.child("A", name), "{}");
    }
    azure.inPagesOf(2);

    assertThat(arm.list(ZONE + "/A", "v1"))
        .extracting(record -> record.path("name").asText())
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(arm.list(ZONE + "/A", "v1")).hasSize(5);

    assertThat(arm.reads()).isEqualTo(3);
    assertThat(azure.reads()).hasSize(3);
  }

  @Test
  void a_subscription_that_throttles_in_the_middle_of_a_collection_is_left_alone() {
    azure.with(ZONE.child("A", "a"), "{}").with(ZONE.child("A", "b"), "{}").inPagesOf(1);
    azure.refuse(ZONE + "/A#1", FakeArm.error(429, "TooManyRequests"));

    assertThatThrownBy(() -> arm.list(ZONE + "/A", "v1")).isInstanceOf(ArmException.class);
    assertThatThrownBy(() -> arm.get(ZONE, "v1")).isInstanceOf(ArmException.class);

    assertThat(arm.reads()).isEqualTo(2);
  }

  @Test
  void what_is_absent_is_known_to_be_and_another_version_is_another_question() {
    azure.without(ZONE);

    assertThat(arm.get(ZONE, "v1")).isEmpty();
    assertThat(arm.get(ZONE, "v1")).isEmpty();
    assertThat(arm.get(ZONE, "v2")).isEmpty();

    assertThat(azure.reads()).hasSize(2);
  }

  @Test
  void what_was_refused_is_refused_again_and_nothing_else() {
    azure.refuse(ZONE.value(), FakeArm.error(403, "AuthorizationFailed"));

    assertThatThrownBy(() -> arm.get(ZONE, "v1")).isInstanceOf(ArmException.class);
    assertThatThrownBy(() -> arm.get(ZONE, "v1")).isInstanceOf(ArmException.class);
    assertThat(arm.list(ZONE + "/A", "v1")).isEmpty();

    assertThat(arm.reads()).isEqualTo(2);
  }

  @Test
  void a_subscription_that_throttles_is_left_alone_and_others_are_not() {
    azure.refuse(ZONE.value(), FakeArm.error(429, "TooManyRequests"));

    assertThatThrownBy(() -> arm.get(ZONE, "v1")).isInstanceOf(ArmException.class);
    assertThatThrownBy(() -> arm.list(ZONE + "/A", "v1")).isInstanceOf(ArmException.class);
    assertThat(arm.get(ELSEWHERE, "v1")).isEmpty();

    assertThat(azure.reads()).hasSize(2);
  }

  static List<Consumer<Arm>> writes() {
    return List.of(
        arm -> arm.put(ZONE, "v1", FakeArm.json("{}")),
        arm -> arm.putIfMatch(ZONE, "v1", FakeArm.json("{}"), "e"),
        arm -> arm.patch(ZONE, "v1", FakeArm.json("{}")),
        arm -> arm.delete(ZONE, "v1"),
        arm -> arm.poll(SlowAzure.OPERATION),
        arm -> arm.logging("id"));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void nothing_is_written_nor_waited_for(Consumer<Arm> write) {
    assertThatThrownBy(() -> write.accept(arm)).isInstanceOf(UnsupportedOperationException.class);

    assertThat(azure.calls()).isEmpty();
  }
}
