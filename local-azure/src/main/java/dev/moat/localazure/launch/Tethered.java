package dev.moat.localazure.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs another main class and ends the process when its standard input ends, which it does when the
 * process at the other end is gone, also after SIGKILL.
 *
 * <p>Arguments: the class, then the arguments of its {@code main}.
 */
public final class Tethered {

  private static final int EXIT_SECONDS = 45;

  private Tethered() {}

  public static void main(String[] args) throws Exception {
    Thread tether = new Thread(Tethered::exitAtEndOfInput, "tether");
    tether.setDaemon(true);
    tether.start();
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said on this line; only its end counts.
      }
    } catch (IOException e) {
      System.err.println("The starter of this process cannot be heard any more: " + e.getMessage());
    }
    haltIfExitHangs();
    System.exit(0);
  }

  /** Nobody is left who could kill this process. */
  private static void haltIfExitHangs() {
    CompletableFuture.delayedExecutor(EXIT_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
  }
}
