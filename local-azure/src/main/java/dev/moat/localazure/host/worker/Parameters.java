package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionMetadata;
import java.lang.annotation.Annotation;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the argument for each parameter of one invocation, by the real worker's rules. */
final class Parameters {

  private final FunctionMetadata function;
  private final TriggerData data;
  private final ExecutionContext context;
  private final Map<String, WorkerOutput<Object>> outputs = new HashMap<>();

  Parameters(FunctionMetadata function, TriggerData data, ExecutionContext context) {
    this.function = function;
    this.data = data;
    this.context = context;
  }

  /**
   * The argument for {@code parameter}.
   *
   * @throws RuntimeException in the real worker's words, when the host has sent nothing for it
   */
  @Nullable Object argument(Parameter parameter) {
    Optional<String> name = annotatedName(parameter);
    if (OutputBinding.class.isAssignableFrom(parameter.getType())) {
      return output(name.orElse(""));
    }
    if (name.isPresent()) {
      return Conversions.convert(input(name.get()), parameter.getParameterizedType());
    }
    BindingName metadata = parameter.getAnnotation(BindingName.class);
    if (metadata != null) {
      return Conversions.convert(metadata(metadata.value()), parameter.getParameterizedType());
    }
    if (parameter.getType().isInstance(context)) {
      return context;
    }
    throw new ClassCastException(
        "Cannot convert the execution context to type " + parameter.getType().getTypeName());
  }

  /** What the function has put into its output bindings. */
  Map<String, @Nullable Object> outputs() {
    Map<String, @Nullable Object> values = new HashMap<>();
    outputs.forEach((name, output) -> values.put(name, output.getValue()));
    return values;
  }

  private WorkerOutput<Object> output(String name) {
    if (function.outputs().stream().map(Binding::name).noneMatch(name::equals)) {
      throw new WrongMethodTypeException("function.json has no output binding '" + name + "'");
    }
    return outputs.computeIfAbsent(name, missing -> new WorkerOutput<>());
  }

  private Datum input(String name) {
    Datum input = data.inputs().get(name);
    if (input == null) {
      throw new RuntimeException(
          "Cannot find matched parameter name of customer function, please check if customer function"
              + " is defined correctly");
    }
    return input;
  }

  private Datum metadata(String name) {
    Datum value = data.metadata().get(name);
    if (value == null) {
      throw new RuntimeException(
          "Cannot find matched @BindingName of customer function, please check if customer function is"
              + " defined correctly");
    }
    return value;
  }

  /** The {@code name} of the parameter's binding annotation, such as {@code @HttpTrigger}. */
  private static Optional<String> annotatedName(Parameter parameter) {
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation.annotationType().getPackage() == BindingName.class.getPackage()
          && !(annotation instanceof BindingName)) {
        return Optional.of(name(annotation));
      }
    }
    return Optional.empty();
  }

  private static String name(Annotation annotation) {
    try {
      return (String) annotation.annotationType().getMethod("name").invoke(annotation);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(annotation + " does not name a binding", e);
    }
  }
}
