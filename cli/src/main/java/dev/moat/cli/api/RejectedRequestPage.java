package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/** Some of the rejected requests, newest first. */
public record RejectedRequestPage(List<RejectedRequest> items, Optional<String> continuation)
    implements Page<RejectedRequest> {}
