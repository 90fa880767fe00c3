package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/** Some of a setup's history, newest first. */
public record HistoryPage(List<HistoryEntry> items, Optional<String> continuation)
    implements Page<HistoryEntry> {}
