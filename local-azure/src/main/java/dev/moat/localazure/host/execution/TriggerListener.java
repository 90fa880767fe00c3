package dev.moat.localazure.host.execution;

import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.worker.TriggerData;

/** Watches for what triggers one function that is not called over HTTP. */
public interface TriggerListener {

  FunctionMetadata function();

  /** Begins to listen; returns when it does, or fails saying why it cannot. */
  void start();

  /** Lets nothing new begin. What is running goes on; the host waits for it. */
  void stop();

  /** Gives up connections, after what was running has ended or was given up. */
  void close();

  /**
   * What the function is given when somebody runs it by hand.
   *
   * @param input the {@code input} of the admin request
   */
  TriggerData manual(String input);
}
