package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import org.junit.jupiter.api.Test;

class CountedArmTest {

  private static final ResourceId ZONE = SampleRequest.ZONE;

  private final FakeArm azure = new FakeArm().with(ZONE, "{location: 'global'}");
  private final CountedArm arm = new CountedArm(azure);

  @Test
  void reads_and_writes_are_counted_also_under_a_correlation_id() {
    arm.get(ZONE, "v1");
    arm.logging("id").put(ZONE, "v1", FakeArm.json("{}"));
    arm.poll(SlowAzure.OPERATION);

    assertThat(arm.reads()).isEqualTo(2);
    assertThat(arm.writes()).isEqualTo(1);
  }

  @Test
  void each_page_of_a_collection_is_a_read() {
    for (int i = 0; i < 5; i++) {
      azure.with(ZONE.child("A", "r" + i), "{}");
    }
    azure.inPagesOf(2);

    assertThat(arm.list(ZONE + "/A", "v1")).hasSize(5);
    assertThat(arm.reads()).isEqualTo(3);
  }

  @Test
  void what_azure_refuses_is_counted_too() {
    azure.refuse(ZONE.value(), FakeArm.error(429, "TooManyRequests"));

    assertThatThrownBy(() -> arm.get(ZONE, "v1")).isInstanceOf(ArmException.class);
    assertThat(arm.reads()).isEqualTo(1);
  }
}
