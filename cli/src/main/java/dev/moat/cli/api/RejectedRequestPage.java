package dev.moat.cli.api;

import dev.moat.model.Unreadable;
import java.util.List;
import java.util.Optional;

/** Some of the rejected requests, newest first. */
public record RejectedRequestPage(
    List<RejectedRequest> items,
    Optional<List<Unreadable>> unreadable,
    Optional<String> continuation)
    implements Page<RejectedRequest> {}
