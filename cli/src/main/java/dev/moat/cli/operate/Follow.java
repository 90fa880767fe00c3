package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.StepView;
import dev.moat.cli.screen.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Looks on until a setup comes to rest. */
final class Follow {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** How long the API may give no answer, or not know yet what it has accepted. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final MoatApi api;
  private final Surroundings surroundings;
  private final boolean quiet;

  /**
   * @param quiet whether nothing is to be shown meanwhile
   */
  Follow(MoatApi api, Surroundings surroundings, boolean quiet) {
    this.api = api;
    this.surroundings = surroundings;
    this.quiet = quiet;
  }

  /**
   * The setup at rest.
   *
   * @param id of the setup
   * @param generation that it must have reached
   * @param known steps that are no news as long as they stay so
   */
  Reply<Setup> untilRest(String id, long generation, Set<StepView> known) {
    try (Onlooker onlooker = new Onlooker(surroundings, known)) {
      Instant lastAnswer = surroundings.clock().instant();
      while (true) {
        Optional<Reply<Setup>> looked = look(id, generation, lastAnswer);
        if (looked.isPresent()) {
          lastAnswer = surroundings.clock().instant();
          if (!quiet) {
            onlooker.show(looked.get().value());
          }
          if (!looked.get().value().status().isActive()) {
            return looked.get();
          }
        }
        pause();
      }
    }
  }

  /** Tells how it ended. */
  void showEnd(Setup setup) {
    Terminal terminal = surroundings.terminal();
    terminal.line(
        "Setup %s, generation %d: %s"
            .formatted(
                setup.id(),
                setup.generation(),
                terminal.in(
                    Statuses.colour(setup.status()),
                    Statuses.inWords(setup.status(), setup.reversal()))));
    new Troubles(terminal).show(setup);
  }

  /** Empty when the API has no answer now, or does not know the generation yet. */
  private Optional<Reply<Setup>> look(String id, long generation, Instant lastAnswer) {
    boolean patient = surroundings.clock().instant().isBefore(lastAnswer.plus(PATIENCE));
    try {
      Reply<Setup> setup = api.setup(id);
      if (setup.value().generation() >= generation) {
        return Optional.of(setup);
      }
      if (!patient) {
        throw notBegun(id, generation);
      }
    } catch (Failure failure) {
      boolean passes = failure.exit() == Exit.UNREACHABLE || failure.exit() == Exit.NOT_FOUND;
      if (!passes || !patient) {
        throw failure;
      }
    }
    return Optional.empty();
  }

  private static Failure notBegun(String id, long generation) {
    return new Failure(
        "Moat has accepted generation %d of setup %s, and does not begin with it."
            .formatted(generation, id),
        "Look at the dead letters of setup-requests and setup-events: ./moat dead-letters");
  }

  private void pause() {
    try {
      surroundings.pause().take(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while looking on.", "The setup goes on; look again.", e);
    }
  }
}
