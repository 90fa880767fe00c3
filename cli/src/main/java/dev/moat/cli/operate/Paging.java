package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Page;
import dev.moat.cli.api.PageQuery;
import dev.moat.cli.api.Reply;
import dev.moat.model.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that show a part of a long list. */
final class Paging {

  @Option(names = "--all", description = "Show all there are.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most so many, 1 to 200 (default: 50).")
  private @Nullable Integer limit;

  @Option(
      names = "--continuation",
      paramLabel = "TEXT",
      description = "Go on where an earlier answer ended.")
  private @Nullable String continuation;

  /** What is wrong with the options; empty when nothing is. */
  Optional<String> problem() {
    if (all && isPart()) {
      return Optional.of("--all goes neither with --limit nor with --continuation.");
    }
    return limit != null && (limit < 1 || limit > PageQuery.MOST)
        ? Optional.of("--limit is 1 to " + PageQuery.MOST + ".")
        : Optional.empty();
  }

  /** Whether one of the options was given. */
  boolean isGiven() {
    return all || isPart();
  }

  /** What was asked for. */
  <T extends Page<?>> Reply<T> read(Function<PageQuery, Reply<T>> ask, Class<T> type) {
    return all ? MoatApi.all(ask, type) : ask.apply(query());
  }

  /** How to get to what is not shown; empty when all is. */
  static Optional<String> more(Page<?> page) {
    return page.continuation()
        .map(text -> "There are more: --all, or --continuation '%s'".formatted(text));
  }

  /** What is missing in the list because it could not be read, and why. */
  static List<String> unreadable(Page<?> page) {
    return page.unreadable().stream().flatMap(List::stream).map(Paging::inWords).toList();
  }

  static String inWords(Unreadable unreadable) {
    return "Not shown: %s. %s".formatted(unreadable.id(), unreadable.problem());
  }

  private boolean isPart() {
    return limit != null || continuation != null;
  }

  private PageQuery query() {
    return new PageQuery(limit == null ? 50 : limit, Optional.ofNullable(continuation));
  }
}
