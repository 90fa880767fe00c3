package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.ExecutionContext;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Java method of one function. Loading it does not initialise its class: as in the real worker
 * only an invocation shows what its static initialiser does.
 */
record FunctionMethod(FunctionMetadata function, Method method) {

  static FunctionMethod load(FunctionMetadata function, ClassLoader app) {
    int dot = function.entryPoint().lastIndexOf('.');
    String className = function.entryPoint().substring(0, Math.max(dot, 0));
    String methodName = function.entryPoint().substring(dot + 1);
    try {
      return new FunctionMethod(
          function, only(function, methods(app.loadClass(className), methodName)));
    } catch (ClassNotFoundException | LinkageError e) {
      throw new InvalidFunctionAppException(
          "Function '%s': cannot load %s: %s".formatted(function.name(), function.entryPoint(), e),
          e);
    }
  }

  Returned invoke(TriggerData data, ExecutionContext context) throws Exception {
    Parameters parameters = new Parameters(function, data, context);
    @Nullable Object[] arguments =
        Arrays.stream(method.getParameters()).map(parameters::argument).toArray();
    Object instance = newInstance();
    try {
      return new Returned(method.invoke(instance, arguments), parameters.outputs());
    } catch (InvocationTargetException e) {
      throw new UserFunctionException(e.getCause());
    }
  }

  private Object newInstance() throws Exception {
    Class<?> type = method.getDeclaringClass();
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new UserFunctionException(e.getCause());
    } catch (Error e) {
      throw new UnansweredInvocationException(type.getName(), e);
    }
  }

  private static List<Method> methods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isBridge())
        .peek(FunctionMethod::resolveSignature)
        .toList();
  }

  /** Makes a class that is missing from the signature show now and not at the first invocation. */
  private static void resolveSignature(Method method) {
    Arrays.stream(method.getParameters()).forEach(Parameter::getParameterizedType);
  }

  private static Method only(FunctionMetadata function, List<Method> candidates) {
    if (candidates.size() != 1) {
      throw new InvalidFunctionAppException(
          "Function '%s': %s must be one public method, but there are %d"
              .formatted(function.name(), function.entryPoint(), candidates.size()));
    }
    return candidates.get(0);
  }
}
