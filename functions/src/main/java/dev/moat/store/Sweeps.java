package dev.moat.store;

import dev.moat.model.SetupId;
import java.time.Instant;
import java.util.List;

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

  /** The setups whose time has come, the longest overdue first. */
  List<Sweep> due(Instant now);
}
