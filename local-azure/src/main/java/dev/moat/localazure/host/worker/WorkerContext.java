package dev.moat.localazure.host.worker;

import com.microsoft.azure.functions.ExecutionContext;
import dev.moat.localazure.host.log.HostLog;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The execution context of one invocation. Its logger alone carries the invocation id; the trace
 * and retry contexts are the library's defaults.
 */
final class WorkerContext implements ExecutionContext {

  private final String functionName;
  private final String invocationId;
  private final Logger logger;

  WorkerContext(String functionName, String invocationId, HostLog log, Level least) {
    this.functionName = functionName;
    this.invocationId = invocationId;
    this.logger = Logger.getAnonymousLogger();
    logger.setUseParentHandlers(false);
    logger.addHandler(log.handler("[" + functionName + " " + invocationId + "] ", least));
  }

  @Override
  public Logger getLogger() {
    return logger;
  }

  @Override
  public String getInvocationId() {
    return invocationId;
  }

  @Override
  public String getFunctionName() {
    return functionName;
  }
}
