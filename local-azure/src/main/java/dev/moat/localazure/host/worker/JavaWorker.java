package dev.moat.localazure.host.worker;

import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.app.LogLevels;
import dev.moat.localazure.host.log.HostLog;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs the functions of one app as the <a
 * href="https://github.com/Azure/azure-functions-java-worker">Java worker</a> does, in this
 * process: a class loader of its own, a new object for each invocation, the app's loader as the
 * thread's context loader inside the method. What differs: the worker's {@code
 * FunctionInstanceInjector} and middleware extension points are refused, and {@code JAVA_OPTS} are
 * those of this process.
 */
public final class JavaWorker implements AutoCloseable {

  private final URLClassLoader app;
  private final Map<String, FunctionMethod> methods;
  private final LogLevels levels;
  private final HostLog log;

  private JavaWorker(
      URLClassLoader app, Map<String, FunctionMethod> methods, LogLevels levels, HostLog log) {
    this.app = app;
    this.methods = methods;
    this.levels = levels;
    this.log = log;
  }

  /**
   * Loads every function of the app.
   *
   * @throws InvalidFunctionAppException naming the function whose class or method is not there
   */
  public static JavaWorker load(FunctionApp app, HostLog log) {
    URLClassLoader loader = AppClassLoader.of(app);
    Map<String, FunctionMethod> methods =
        app.functions().stream()
            .map(function -> FunctionMethod.load(function, loader))
            .collect(Collectors.toMap(method -> method.function().name(), Function.identity()));
    return new JavaWorker(loader, methods, app.host().logLevels(), log);
  }

  /**
   * Calls a function on the current thread and waits for its return.
   *
   * @throws UserFunctionException if the function threw
   * @throws UnansweredInvocationException if the real worker would never answer
   * @throws Exception if an argument could not be bound or the object not made
   */
  public Returned invoke(FunctionMetadata function, String invocationId, TriggerData data)
      throws Exception {
    FunctionMethod method = methods.get(function.name());
    if (method == null) {
      throw new IllegalArgumentException("No function '" + function.name() + "' is loaded");
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(app);
    try {
      String name = function.name();
      return method.invoke(
          data, new WorkerContext(name, invocationId, log, levels.ofFunction(name)));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws IOException {
    app.close();
  }
}
