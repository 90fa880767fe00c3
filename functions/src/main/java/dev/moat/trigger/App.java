package dev.moat.trigger;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import dev.moat.api.Api;
import dev.moat.api.Callers;
import dev.moat.api.Engine;
import dev.moat.arm.Arm;
import dev.moat.arm.http.HttpArm;
import dev.moat.arm.http.TokenPrincipal;
import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.DeadLetters;
import dev.moat.engine.DriftCheck;
import dev.moat.engine.DriftSettings;
import dev.moat.engine.Keeping;
import dev.moat.engine.Messages;
import dev.moat.engine.Noticing;
import dev.moat.engine.Operators;
import dev.moat.engine.Orchestrator;
import dev.moat.engine.Outbox;
import dev.moat.engine.RejectedRequests;
import dev.moat.engine.Rejections;
import dev.moat.engine.Replays;
import dev.moat.engine.StepRunner;
import dev.moat.engine.Sweeper;
import dev.moat.engine.Watchdog;
import dev.moat.engine.WhatIf;
import dev.moat.queue.Letters;
import dev.moat.queue.Queues;
import dev.moat.queue.servicebus.ServiceBusLetters;
import dev.moat.queue.servicebus.ServiceBusQueues;
import dev.moat.request.GuardRails;
import dev.moat.request.RequestParser;
import dev.moat.store.table.TableStore;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the app, wired by hand. The worker makes a new function object for each
 * invocation; clients live here, made once, at the first invocation that needs them.
 */
final class App {

  private static volatile @Nullable App instance;

  private final Acceptance acceptance;
  private final Orchestrator orchestrator;
  private final StepRunner stepRunner;
  private final Outbox outbox;
  private final Watchdog watchdog;
  private final Noticing noticing;
  private final DriftCheck driftCheck;
  private final Sweeper sweeper;
  private final Engine engine;
  private final Callers callers;
  private @Nullable Api api;

  /**
   * The app. A failure to make it is thrown to the invocation that met it, and the next one tries
   * again.
   */
  static App get() {
    App app = instance;
    return app != null ? app : make();
  }

  private static synchronized App make() {
    App app = instance;
    if (app == null) {
      app = new App(Settings.from(System.getenv()));
      instance = app;
    }
    return app;
  }

  private App(Settings settings) {
    LibraryLogs.quieten();
    // azure-core sets the header, the JDK's client by default ignores it with a warning each time.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "content-length");
    Clock clock = Clock.systemUTC();
    TokenCredential credential = credential(settings);
    TableStore store = TableStore.connect(settings.tableServiceUri(), credential, clock);
    store.createTables();
    Queues queues = queues(settings, credential);
    GuardRails guardRails = settings.guardRails();
    DriftSettings drift = settings.engine().drift();
    outbox = new Outbox(store, queues, clock);
    Keeping keeping = new Keeping(store, store, drift, clock);
    noticing =
        new Noticing(
            store,
            store,
            queues,
            new TokenPrincipal(credential, settings.resourceManagerScope()),
            drift,
            clock);
    driftCheck = new DriftCheck(store, outbox, keeping, clock);
    sweeper = new Sweeper(store, store, queues, drift, clock);
    Admission admission = new Admission(new RequestParser(), guardRails);
    acceptance =
        new Acceptance(
            admission, store, store, outbox, keeping, new Rejections(store, queues, clock), clock);
    orchestrator = new Orchestrator(store, outbox, keeping, clock);
    watchdog = new Watchdog(store, outbox, settings.engine(), clock);
    Arm arm = arm(settings, credential, clock);
    Letters letters = letters(settings, credential);
    Operators operators = new Operators(store, outbox, clock);
    engine =
        new Engine(
            store,
            acceptance,
            admission,
            new WhatIf(store, arm),
            operators,
            new Replays(store, operators),
            new RejectedRequests(store, queues, letters, clock),
            new DeadLetters(letters, store, Settings.queues(), clock));
    callers = new Callers(settings.signIn());
    stepRunner =
        new StepRunner(
            store, store, arm, outbox, guardRails, settings.engine(), clock, new SecureRandom());
  }

  Acceptance acceptance() {
    return acceptance;
  }

  Orchestrator orchestrator() {
    return orchestrator;
  }

  Outbox outbox() {
    return outbox;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  Noticing noticing() {
    return noticing;
  }

  DriftCheck driftCheck() {
    return driftCheck;
  }

  Sweeper sweeper() {
    return sweeper;
  }

  /** Made at the first call over HTTP: who only works on queues does not wait for its schemas. */
  synchronized Api api() {
    Api made = api;
    if (made == null) {
      made = new Api(engine, callers);
      api = made;
    }
    return made;
  }

  /**
   * Works on the step that the message names.
   *
   * @param deliveryCount 1 when the message comes for the first time
   */
  void workOnStep(String message, int deliveryCount) {
    stepRunner.run(Messages.readStepMessage(message), deliveryCount > 1);
  }

  private static TokenCredential credential(Settings settings) {
    ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder();
    settings.clientId().ifPresent(builder::clientId);
    return builder.build();
  }

  private static Arm arm(Settings settings, TokenCredential credential, Clock clock) {
    return HttpArm.withCredential(
        settings.resourceManagerEndpoint(), credential, settings.resourceManagerScope(), clock);
  }

  private static Queues queues(Settings settings, TokenCredential credential) {
    return settings
        .serviceBusConnectionString()
        .map(text -> ServiceBusQueues.ofConnectionString(text, settings::queueName))
        .orElseGet(
            () ->
                ServiceBusQueues.ofNamespace(
                    settings.serviceBusNamespace(), credential, settings::queueName));
  }

  private static Letters letters(Settings settings, TokenCredential credential) {
    return settings
        .serviceBusConnectionString()
        .map(text -> ServiceBusLetters.ofConnectionString(text, settings::queueName))
        .orElseGet(
            () ->
                ServiceBusLetters.ofNamespace(
                    settings.serviceBusNamespace(), credential, settings::queueName));
  }
}
