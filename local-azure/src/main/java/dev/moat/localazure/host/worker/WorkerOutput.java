package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.OutputBinding;
import org.jspecify.annotations.Nullable;

/** The holder that a function puts an output value into. */
final class WorkerOutput<T> implements OutputBinding<T> {

  private @Nullable T value;

  @Override
  public @Nullable T getValue() {
    return value;
  }

  @Override
  public void setValue(@Nullable T newValue) {
    value = newValue;
  }
}
