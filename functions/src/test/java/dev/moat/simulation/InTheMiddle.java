package dev.moat.simulation;

import dev.moat.store.WriteHook;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What happens between two effects of a worker, while it knows nothing of it. */
final class InTheMiddle {

  private static final double ACTS = 0.02;
  private static final double ASKS = 0.004;
  private static final double ASKS_BEFORE_A_COMMIT = 0.06;
  private static final double ASKS_BEFORE_A_WRITE = 0.3;
  private static final String BEFORE_A_COMMIT = "before " + WriteHook.Write.COMMIT;

  /** A write to Azure that nobody can call back any more. */
  private static final Predicate<String> IS_CLAIMED =
      Pattern.compile("^before (PUT|PATCH|DELETE) ").asPredicate();

  private static final int A_WHILE = 20;

  private final SimulatedWorld world;
  private final BooleanSupplier deliverOne;
  private final BooleanSupplier isLocking;

  /**
   * @param deliverOne has another worker take a message; false when none is due
   * @param isLocking whether somebody is at work on a lock: between its last look and its write
   *     nobody undoes anything, because nobody could know
   */
  InTheMiddle(SimulatedWorld world, BooleanSupplier deliverOne, BooleanSupplier isLocking) {
    this.world = world;
    this.deliverOne = deliverOne;
    this.isLocking = isLocking;
  }

  /**
   * Another worker takes a message, somebody undoes something, or an operator asks something.
   *
   * @param where before or after which effect
   */
  void happen(String where) {
    if (world.withVerbs && world.chaos.happens(asks(where))) {
      ask(where);
    } else if (!isLocking.getAsBoolean() && world.chaos.happens(ACTS)) {
      world.vandal.actEarly();
    } else {
      deliverOne.getAsBoolean();
    }
  }

  private static double asks(String where) {
    if (IS_CLAIMED.test(where)) {
      return ASKS_BEFORE_A_WRITE;
    }
    return where.equals(BEFORE_A_COMMIT) ? ASKS_BEFORE_A_COMMIT : ASKS;
  }

  /** Who is about to write is slow: what was asked is worked on meanwhile as far as that goes. */
  private void ask(String where) {
    if (!IS_CLAIMED.test(where)) {
      world.operators.actEarly();
      return;
    }
    world.rules.claimed().ifPresent(world.operators::interrupt);
    int delivered = 0;
    while (delivered < A_WHILE && deliverOne.getAsBoolean()) {
      delivered++;
    }
  }
}
