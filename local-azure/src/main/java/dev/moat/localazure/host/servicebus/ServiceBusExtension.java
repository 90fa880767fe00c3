package dev.moat.localazure.host.servicebus;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.OutputSender;
import dev.moat.localazure.host.execution.TriggerListener;
import dev.moat.localazure.host.log.HostLog;
import java.util.List;

/** All that the host does with Service Bus. */
public final class ServiceBusExtension {

  private final FunctionApp app;
  private final AppSettings settings;
  private final MessageReceiver.Factory receivers;
  private final ServiceBusOutput output;
  private final HostLog log;

  /** Over the Azure SDK. */
  public ServiceBusExtension(FunctionApp app, AppSettings settings, HostLog log) {
    this(app, settings, log, new SdkClients(app.host().serviceBus().clientRetryOptions()));
  }

  private ServiceBusExtension(
      FunctionApp app, AppSettings settings, HostLog log, SdkClients clients) {
    this(app, settings, log, clients::receiver, clients::sender);
  }

  ServiceBusExtension(
      FunctionApp app,
      AppSettings settings,
      HostLog log,
      MessageReceiver.Factory receivers,
      MessageSender.Factory senders) {
    this.app = app;
    this.settings = settings;
    this.log = log;
    this.receivers = receivers;
    this.output = new ServiceBusOutput(settings, senders);
  }

  /** What sends outputs of type {@code serviceBus}. */
  public OutputSender output() {
    return output;
  }

  /**
   * A listener, not yet started, for each function with a queue trigger.
   *
   * @throws InvalidFunctionAppException if a binding asks for what is not set or not supported
   */
  public List<TriggerListener> listeners(FunctionExecutor executor) {
    app.functions().forEach(this::checkOutputs);
    return app.functions().stream()
        .filter(function -> function.trigger().isOf("serviceBusTrigger"))
        .map(function -> listener(function, executor))
        .toList();
  }

  /** Closes the senders. */
  public void close() {
    output.close();
  }

  private void checkOutputs(FunctionMetadata function) {
    function.outputs().stream()
        .filter(binding -> binding.isOf("serviceBus"))
        .forEach(binding -> output.check(function, binding));
  }

  private TriggerListener listener(FunctionMetadata function, FunctionExecutor executor) {
    ServiceBusListener.checkSupported(function);
    Binding trigger = function.trigger();
    String where = "Function '%s', binding '%s'".formatted(function.name(), trigger.name());
    return new ServiceBusListener(
        function,
        function.triggerText("queueName", settings),
        ServiceBusConnection.find(
            trigger.text("connection").orElse(ServiceBusConnection.DEFAULT_NAME), settings, where),
        app.host().serviceBus(),
        executor,
        receivers,
        log);
  }
}
