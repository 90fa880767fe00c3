package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.moat.contract.LettersContract;
import dev.moat.contract.TestClock;
import dev.moat.queue.Letterbox;
import dev.moat.queue.Letters;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ServiceBusLettersIT extends LettersContract {

  private @Nullable LocalQueues bus;
  private @Nullable Outsiders outsiders;
  private @Nullable ServiceBusLetters letters;

  @Override
  protected Letters emptyBoxes(TestClock clock) throws IOException {
    bus = LocalQueues.start(clock, SUBNET, REJECTED);
    outsiders = new Outsiders(bus.connectionString());
    letters =
        ServiceBusLetters.ofConnectionString(bus.connectionString(), UnaryOperator.identity());
    return letters;
  }

  @Override
  protected void send(String queue, Sent sent) {
    ServiceBusMessage message =
        new ServiceBusMessage(sent.body())
            .setMessageId(MessageIds.fitting(sent.messageId()))
            .setContentType(sent.contentType());
    message.getApplicationProperties().putAll(sent.properties());
    outsiders.send(queue, message);
  }

  @Override
  protected void deadLetter(String queue, String reason, String description) {
    outsiders.deadLetter(queue, reason, description);
  }

  @Override
  protected List<Sent> delivered(String queue) {
    return bus.take(queue).stream().map(ServiceBusLettersIT::asSent).toList();
  }

  @Override
  protected Held hold(Letterbox box, int count) {
    return outsiders.hold(box, count)::run;
  }

  @AfterEach
  void stop() {
    letters.close();
    outsiders.close();
    bus.close();
  }

  private static Sent asSent(ServiceBusReceivedMessage message) {
    return new Sent(
        message.getMessageId(),
        message.getBody().toString(),
        message.getContentType(),
        message.getApplicationProperties());
  }
}
