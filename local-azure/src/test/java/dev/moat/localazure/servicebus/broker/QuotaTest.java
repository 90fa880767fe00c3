package dev.moat.localazure.servicebus.broker;

import static dev.moat.localazure.servicebus.broker.LocksTest.assertRefused;
import static dev.moat.localazure.servicebus.broker.World.lock;
import static dev.moat.localazure.servicebus.broker.World.message;
import static dev.moat.localazure.servicebus.broker.World.receive;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final World world = new World(World.SETTINGS, new Quota(5, 10));

  @Test
  void a_message_that_is_too_large_is_refused() {
    assertRefused(() -> world.send("123456"), Refusal.MESSAGE_TOO_LARGE);
    world.send("12345");
    assertThat(world.queue.counts().active()).isEqualTo(1);
  }

  @Test
  void a_full_queue_refuses_the_whole_batch() {
    world.send("12345");

    assertRefused(() -> world.send(message("123"), message("456")), Refusal.QUOTA_EXCEEDED);
    assertThat(world.queue.counts().active()).isEqualTo(1);
  }

  @Test
  void dead_letters_fill_the_queue_until_they_are_received() {
    world.send("12345", "12345");
    world.queue.deadLetter(lock(world.receive()), "r", "d", Map.of());
    assertRefused(() -> world.send("1"), Refusal.QUOTA_EXCEEDED);

    world.deadLetters().complete(lock(receive(world.deadLetters())));

    world.send("12345");
    assertThat(world.queue.counts().active()).isEqualTo(2);
  }

  @Test
  void a_refused_batch_is_not_remembered_as_sent() {
    World detecting =
        new World(World.SETTINGS.withDuplicateDetection(Duration.ofMinutes(1)), new Quota(5, 5));
    detecting.send("12345");
    assertRefused(() -> detecting.send(World.withId("a")), Refusal.QUOTA_EXCEEDED);
    detecting.queue.complete(lock(detecting.receive()));

    detecting.send(World.withId("a"));
    assertThat(detecting.queue.counts().active()).isEqualTo(1);
  }

  @Test
  void a_message_cancelled_twice_in_one_call_frees_its_room_once() {
    long number =
        world.queue.schedule(List.of(world.scheduledIn(Duration.ofMinutes(1), "12345"))).get(0);
    world.send("12345");
    world.queue.cancelScheduled(List.of(number, number));
    world.send("12345");

    assertRefused(() -> world.send("1"), Refusal.QUOTA_EXCEEDED);
  }
}
