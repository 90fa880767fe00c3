package dev.moat.cli.api;

import dev.moat.model.Unreadable;
import java.util.List;
import java.util.Optional;

/** Some of the setups, in the order of their ids. */
public record SetupPage(
    List<SetupSummary> items, Optional<List<Unreadable>> unreadable, Optional<String> continuation)
    implements Page<SetupSummary> {}
