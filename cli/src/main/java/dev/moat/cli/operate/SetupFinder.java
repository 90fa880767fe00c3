package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.api.SetupFilter;
import dev.moat.cli.api.SetupPage;
import dev.moat.cli.api.SetupSummary;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.Unreadable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the setup that somebody means. */
final class SetupFinder {

  private final MoatApi api;

  SetupFinder(MoatApi api) {
    this.api = api;
  }

  /**
   * The setup with this id, or of the registry with this name or resource id.
   *
   * @throws Failure when there is none, or more than one
   */
  Reply<Setup> find(String text) {
    return isSetupId(text) ? api.setup(text) : api.setup(ofRegistry(text).id());
  }

  /** Registries' names have no hyphens, and resource ids begin with a slash. */
  private static boolean isSetupId(String text) {
    return text.contains("-") && !text.contains("/");
  }

  private SetupSummary ofRegistry(String text) {
    SetupPage page =
        MoatApi.all(next -> api.setups(SetupFilter.ofRegistry(text), next), SetupPage.class)
            .value();
    List<Unreadable> unreadable =
        page.unreadable().stream()
            .flatMap(List::stream)
            .filter(setup -> mayBeOf(text, setup))
            .toList();
    if (!unreadable.isEmpty()) {
      throw unreadable(text, unreadable);
    }
    List<SetupSummary> candidates = page.items();
    List<SetupSummary> meant = candidates.stream().filter(setup -> isOf(text, setup)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw meant.isEmpty() ? none(text, candidates) : several(text, meant);
  }

  /** A part of a name finds nothing: who tears down should have said what. */
  private static boolean isOf(String text, SetupSummary setup) {
    String registry = setup.registry();
    return registry.equalsIgnoreCase(text)
        || registry.substring(registry.lastIndexOf('/') + 1).equalsIgnoreCase(text);
  }

  /** The list was of this resource id alone, or else a setup's id begins with its registry. */
  private static boolean mayBeOf(String text, Unreadable setup) {
    return text.contains("/") || setup.id().startsWith(text.toLowerCase(Locale.ROOT) + "-");
  }

  /** What cannot be read is the setup that is meant, or a second one. */
  private static Failure unreadable(String text, List<Unreadable> setups) {
    return new Failure(
        Exit.FAILED,
        "Not every setup of a registry '%s' could be read.".formatted(text),
        "Mend it as it says; another setup can be asked for by its id: ./moat setups --registry %s\n%s"
            .formatted(
                text, setups.stream().map(Paging::inWords).collect(Collectors.joining("\n"))));
  }

  private static Failure none(String text, List<SetupSummary> alike) {
    return new Failure(
        Exit.NOT_FOUND,
        "There is no setup of a registry '%s'.".formatted(text),
        alike.isEmpty()
            ? "List the setups there are: ./moat setups --all"
            : "Perhaps one of these is meant:\n" + inWords(alike));
  }

  private static Failure several(String text, List<SetupSummary> meant) {
    return new Failure(
        Exit.USAGE,
        "There is more than one setup of a registry '%s'.".formatted(text),
        "Say which by the id of the setup:\n" + inWords(meant));
  }

  private static String inWords(List<SetupSummary> setups) {
    return setups.stream()
        .map(setup -> "  %s  %s  %s".formatted(setup.id(), setup.status(), setup.registry()))
        .collect(Collectors.joining("\n"));
  }
}
