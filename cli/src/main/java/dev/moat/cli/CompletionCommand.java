package dev.moat.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code moat completion}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that has bash or zsh complete this command line.",
      "bash: source <(./moat completion)",
      "zsh: autoload -U compinit bashcompinit; compinit; bashcompinit; source <(./moat completion)"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandSpec root = spec.root();
    spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    spec.commandLine().getOut().flush();
  }
}
