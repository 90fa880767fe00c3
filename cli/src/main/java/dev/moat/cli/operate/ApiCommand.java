package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.screen.StepView;
import dev.moat.cli.screen.Terminal;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that calls the API. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:It failed; or the setup that was followed did not end as asked.",
      "2:The command line is wrong.",
      "3:It cannot be done as things are; nothing has changed.",
      "4:There is no such thing.",
      "5:Not allowed.",
      "6:The API cannot be reached.",
      "130:Stopped by Ctrl-C."
    })
abstract class ApiCommand implements Callable<Integer> {

  @Mixin private ApiOptions options = new ApiOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;

  ApiCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Integer call() {
    check();
    return run(options.api(surroundings)).code();
  }

  /** Throws {@link #wrong} when the options do not go together. */
  void check() {
    // Most go with all others.
  }

  abstract Exit run(MoatApi api);

  Surroundings surroundings() {
    return surroundings;
  }

  Terminal terminal() {
    return surroundings.terminal();
  }

  boolean json() {
    return options.json();
  }

  /** Shows an answer as it came, or for people. */
  <T> void show(Reply<T> reply, Consumer<T> forPeople) {
    if (json()) {
      terminal().line(reply.json().strip());
    } else {
      forPeople.accept(reply.value());
    }
  }

  /** Tells people something that is no part of an answer. */
  void tell(String line) {
    if (!json()) {
      terminal().line(line);
    }
  }

  /** Looks on until the setup comes to rest, and tells how it ended. */
  Exit follow(MoatApi api, String setup, long generation) {
    return follow(api, setup, generation, Set.of());
  }

  /** The same after something was asked of it; what is done already is no news. */
  Exit follow(MoatApi api, Setup after) {
    Set<StepView> done = StepViews.done(after, surroundings.clock().instant());
    return follow(api, after.id(), after.generation(), done);
  }

  private Exit follow(MoatApi api, String setup, long generation, Set<StepView> known) {
    Follow follow = new Follow(api, surroundings, json());
    Reply<Setup> rest = follow.untilRest(setup, generation, known);
    show(rest, follow::showEnd);
    return Statuses.exit(rest.value().status());
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
