package dev.moat.localazure.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A child that does what its first argument says. */
public final class Puppet {

  private Puppet() {}

  /**
   * {@code serve} says it is ready and waits; {@code die} complains and ends; {@code nest FOLDER}
   * starts another puppet and tells its process id, to be killed itself; {@code take COUNT} finds
   * free ports and tells them.
   */
  public static void main(String[] args) throws InterruptedException {
    switch (args[0]) {
      case "serve" ->
          System.out.println("Puppet is listening, greeting is " + System.getenv("GREETING"));
      case "die" -> {
        System.out.println("no strings attached");
        System.exit(3);
      }
      case "nest" -> {
        LocalProcess child = process(Path.of(args[1]), "child", "serve");
        child.start();
        System.out.println("child is " + child.pid());
        System.out.println("Puppet is listening");
      }
      case "take" -> {
        System.out.println("ports are " + FreePorts.find(Integer.parseInt(args[1])));
        System.out.println("Puppet is listening");
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    new CountDownLatch(1).await();
  }

  static LocalProcess process(Path folder, String name, String... arguments) {
    return new LocalProcess(
        name,
        Commands.java(Puppet.class.getName(), List.of(), List.of(arguments)),
        Map.of("GREETING", "hello"),
        "Puppet is listening",
        folder.resolve(name + ".log"));
  }
}
