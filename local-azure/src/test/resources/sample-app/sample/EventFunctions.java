package sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.ServiceBusQueueOutput;
import com.microsoft.azure.functions.annotation.ServiceBusQueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;
import java.util.Map;

public class EventFunctions {

  @FunctionName("Work")
  public void work(
      @ServiceBusQueueTrigger(name = "message", queueName = "%WORK_QUEUE%", connection = "Bus")
          String message,
      @BindingName("MessageId") String messageId,
      @BindingName("DeliveryCount") int deliveryCount,
      @BindingName("EnqueuedTimeUtc") String enqueued,
      @BindingName("ApplicationProperties") Map<String, Object> properties,
      ExecutionContext context)
      throws InterruptedException {
    context
        .getLogger()
        .info("work " + String.join("|", message, messageId, "" + deliveryCount, enqueued, "" + properties));
    if (message.startsWith("fail")) {
      throw new IllegalStateException("told to");
    }
    if (message.startsWith("slow ")) {
      Thread.sleep(Long.parseLong(message.substring("slow ".length())));
      context.getLogger().info("slow work done");
    }
  }

  @FunctionName("Relay")
  public void relay(
      @ServiceBusQueueTrigger(name = "message", queueName = "relay", connection = "Bus")
          String message,
      @ServiceBusQueueOutput(name = "one", queueName = "out", connection = "Bus")
          OutputBinding<String> one,
      @ServiceBusQueueOutput(name = "many", queueName = "out", connection = "Bus")
          OutputBinding<List<String>> many) {
    switch (message) {
      case "one":
        one.setValue("first");
        break;
      case "many":
        many.setValue(List.of("second", "third"));
        break;
      case "fail after setting":
        one.setValue("never sent");
        throw new IllegalStateException("told to");
      default:
        break;
    }
  }

  @FunctionName("Tick")
  public void tick(
      @TimerTrigger(name = "timer", schedule = "%TICKS%") String timer, ExecutionContext context) {
    context.getLogger().info("tick " + timer);
  }

  @FunctionName("Event")
  public void event(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
    context.getLogger().info("event " + event.replaceAll("\\s+", ""));
    if (event.contains("\"fail\"")) {
      throw new IllegalStateException("told to");
    }
  }
}
