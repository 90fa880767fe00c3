package dev.moat.localazure.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running local Azure: Resource Manager with managed identity, Table Storage, and if asked for
 * Service Bus, Blob Storage and a Functions host with an app. Each is a process of its own.
 *
 * <p>Nothing outlives it: {@link #close}, the end of this JVM and even its being killed end all
 * parts.
 */
public final class LocalAzure implements AutoCloseable {

  static final String RESOURCE_MANAGER = "resource-manager";
  static final String SERVICE_BUS = "service-bus";
  static final String TABLES = "tables";
  static final String BLOBS = "blobs";
  static final String FUNCTIONS = "functions";

  private final Endpoints endpoints;
  private final Map<String, LocalProcess> processes;
  private final Thread hook = new Thread(this::stopAll, "stop-local-azure");

  private LocalAzure(Endpoints endpoints, List<LocalProcess> processes) {
    this.endpoints = endpoints;
    this.processes = new LinkedHashMap<>();
    processes.forEach(process -> this.processes.put(process.name(), process));
  }

  /** Describes a local Azure whose logs, certificates and state are below {@code folder}. */
  public static LocalAzureBuilder in(Path folder) {
    return new LocalAzureBuilder(folder);
  }

  /** Starts the parts in their order; if one does not start, those before it are stopped again. */
  static LocalAzure start(Endpoints endpoints, List<LocalProcess> processes) {
    LocalAzure azure = new LocalAzure(endpoints, processes);
    Runtime.getRuntime().addShutdownHook(azure.hook);
    try {
      processes.forEach(LocalProcess::start);
      return azure;
    } catch (RuntimeException e) {
      azure.close();
      throw e;
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** All parts, in the order in which they were started. */
  public List<LocalProcess> processes() {
    return List.copyOf(processes.values());
  }

  public LocalProcess resourceManager() {
    return process(RESOURCE_MANAGER);
  }

  public LocalProcess serviceBus() {
    return process(SERVICE_BUS);
  }

  /** Azurite. It writes its state every five seconds: killing it can lose the last writes. */
  public LocalProcess tables() {
    return process(TABLES);
  }

  /** Azurite's blob service, which takes the dead letters of Event Grid. */
  public LocalProcess blobs() {
    return process(BLOBS);
  }

  public LocalProcess functions() {
    return process(FUNCTIONS);
  }

  /** Stops all parts, the last started first. */
  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The JVM is ending: the hook is running or has run, and cannot be removed.
    }
  }

  private void stopAll() {
    List<LocalProcess> order = new ArrayList<>(processes.values());
    Collections.reverse(order);
    order.forEach(LocalProcess::stop);
  }

  private LocalProcess process(String name) {
    LocalProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalStateException("This local Azure has no process of its own for " + name);
    }
    return process;
  }
}
