package dev.moat.localazure.host.execution;

import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionMetadata;
import org.jspecify.annotations.Nullable;

/** Sends what functions put into output bindings of one type. */
public interface OutputSender {

  /**
   * Sends one output. Called after the function returned normally, once for each binding of the
   * type; blocks until the value is with the service. An exception fails the invocation.
   *
   * @param value what the function set, or null if it set nothing
   */
  void send(FunctionMetadata function, Binding binding, @Nullable Object value) throws Exception;
}
