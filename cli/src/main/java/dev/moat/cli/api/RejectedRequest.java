package dev.moat.cli.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that could not become a setup.
 *
 * @param requestId as far as it could be read
 * @param reason a stable name, such as {@code NotJson}
 * @param detail what is wrong, in one or more lines
 * @param body what was posted; empty in lists
 */
public record RejectedRequest(
    String id,
    Optional<String> requestId,
    String reason,
    String detail,
    Instant at,
    Optional<String> body) {}
