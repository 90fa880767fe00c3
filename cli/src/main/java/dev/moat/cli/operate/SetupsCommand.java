package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.SetupFilter;
import dev.moat.cli.api.SetupPage;
import dev.moat.cli.outcome.Exit;
import dev.moat.model.SetupStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code moat setups}. */
@Command(name = "setups", description = "Lists setups, in the order of their ids.")
final class SetupsCommand extends ApiCommand {

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description = "Only those with one of these: ${COMPLETION-CANDIDATES}.")
  private List<SetupStatus> statuses = new ArrayList<>();

  @Option(
      names = "--registry",
      paramLabel = "TEXT",
      description = "Only registries with this text in their name, or with this resource id.")
  private @Nullable String registry;

  @Option(
      names = "--older-than",
      paramLabel = "SPAN",
      converter = Age.class,
      description = "Only requests accepted longer ago, such as 90s, 15m, 1h, 2d.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--newer-than",
      paramLabel = "SPAN",
      converter = Age.class,
      description = "Only requests accepted since.")
  private @Nullable Duration newerThan;

  @Mixin private Paging paging = new Paging();

  SetupsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    paging
        .problem()
        .ifPresent(
            problem -> {
              throw wrong(problem);
            });
  }

  @Override
  Exit run(MoatApi api) {
    SetupFilter filter =
        new SetupFilter(statuses, Optional.ofNullable(registry), ago(olderThan), ago(newerThan));
    show(
        paging.read(page -> api.setups(filter, page), SetupPage.class),
        page -> new SetupList(terminal()).show(page));
    return Exit.DONE;
  }

  private Optional<Instant> ago(@Nullable Duration span) {
    return Optional.ofNullable(span).map(surroundings().clock().instant()::minus);
  }
}
