package dev.moat.endtoend;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What distinguishes this run of a class from others on emulators that outlive it. Service Bus
 * remembers the ids of messages for minutes and drops a second one, and Moat makes ids from the
 * names of registries: so each run has a subscription of its own there, and ids of its own. Without
 * outside emulators there is nothing to tell apart, and all is called what it is.
 */
final class Run {

  private static final String SUBSCRIPTIONS = "00000000-0000-0000-0000-";

  private static final String MARK =
      EmulatorSetting.read().isPresent()
          ? "%012x".formatted(ThreadLocalRandom.current().nextLong(1L << 48))
          : "";

  /** The id of the subscription that all resources are in. */
  static final String SUBSCRIPTION_ID = SUBSCRIPTIONS + (MARK.isEmpty() ? "000000000001" : MARK);

  private Run() {}

  /** A message id that no earlier run had. */
  static String messageId(String name) {
    return MARK.isEmpty() ? name : name + " " + MARK;
  }
}
