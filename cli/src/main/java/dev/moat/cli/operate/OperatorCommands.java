package dev.moat.cli.operate;

import java.util.List;

/** All commands of operators. */
public final class OperatorCommands {

  private OperatorCommands() {}

  /** In the order in which people look for them. */
  public static List<Object> all(Surroundings surroundings) {
    return List.of(
        new SetupsCommand(surroundings),
        new ShowCommand(surroundings),
        new PlanCommand(surroundings),
        new SubmitCommand(surroundings),
        new ReplayCommand(surroundings),
        new CancelCommand(surroundings),
        new ApproveCommand(surroundings),
        new RejectCommand(surroundings),
        new RestoreCommand(surroundings),
        new TeardownCommand(surroundings),
        new RejectedCommand(surroundings),
        new DeadLettersCommand(surroundings));
  }
}
