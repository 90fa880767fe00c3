package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/** Some of the setups, in the order of their ids. */
public record SetupPage(List<SetupSummary> items, Optional<String> continuation)
    implements Page<SetupSummary> {}
