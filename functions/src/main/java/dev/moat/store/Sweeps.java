package dev.moat.store;

import dev.moat.model.SetupId;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** When each setup is to be looked at again although nothing was heard of it. */
public interface Sweeps {

  /**
   * A setup that is to be looked at.
   *
   * @param subscription of its registry: whose reads the look uses up
   * @param reads how many reads of Azure a look takes when everything is in place
   */
  record Sweep(SetupId setup, String subscription, int reads, Instant due) {}

  /** Plans a sweep, in place of the one that was planned for the setup. */
  void plan(Sweep sweep);

  /** The setup is not to be looked at any more. */
  void forget(SetupId setup);

  /**
   * The setups whose time has come, the longest overdue first.
   *
   * @param unreadable is told of each sweep that is due and cannot be read; the others are given
   *     all the same
   */
  List<Sweep> due(Instant now, Consumer<UnreadableException> unreadable);

  /** The same; throws {@link UnreadableException} when one of the sweeps cannot be read. */
  default List<Sweep> due(Instant now) {
    return due(
        now,
        sweep -> {
          throw sweep;
        });
  }
}
