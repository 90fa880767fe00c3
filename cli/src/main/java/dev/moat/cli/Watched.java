package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.engine.Messages;
import dev.moat.model.SetupId;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.SetupState;
import java.util.List;
import java.util.Optional;

/** What there is to look at while a request is worked on. Every look changes nothing. */
interface Watched {

  /** What is recorded of this setup; empty when it was never accepted. */
  Optional<SetupState> load(SetupId setup);

  /** The newest rejections. */
  List<Rejected> rejected(int limit);

  /** Whether every posted message was taken to its end. */
  boolean isQueueEmpty();

  /** Whether a posted message could not be worked on. */
  boolean hasDeadLetters();

  /** Whether every change in Azure was heard of and looked into. */
  boolean areChangesLookedInto();

  /** What has ended that should still run. */
  Optional<Failure> died();

  /** A Moat on this machine. */
  static Watched of(LocalMoat moat) {
    return new WatchedMoat(moat, MessageQueue.ofRequests(moat.azure().endpoints()));
  }

  /** The real thing. */
  record WatchedMoat(LocalMoat moat, MessageQueue requests) implements Watched {

    @Override
    public Optional<SetupState> load(SetupId setup) {
      return moat.state().load(setup);
    }

    @Override
    public List<Rejected> rejected(int limit) {
      return moat.state().rejected(limit);
    }

    @Override
    public boolean isQueueEmpty() {
      return requests.isEmpty();
    }

    @Override
    public boolean hasDeadLetters() {
      return requests.hasDeadLetters();
    }

    @Override
    public boolean areChangesLookedInto() {
      return moat.arm().eventCounts().path("pending").asInt() == 0
          && queue(Messages.RESOURCE_CHANGES).isEmpty()
          && queue(Messages.DRIFT_CHECKS).isEmpty();
    }

    @Override
    public Optional<Failure> died() {
      return moat.azure().processes().stream()
          .filter(process -> !process.isAlive())
          .findFirst()
          .map(
              process ->
                  new Failure(
                      "The process '%s' ended before the setup did.".formatted(process.name()),
                      "Look at the last lines of its log, " + process.log() + "."));
    }

    private MessageQueue queue(String name) {
      return MessageQueue.of(moat.azure().endpoints(), name);
    }
  }
}
