package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/** Some of a queue's dead letters, oldest first. */
public record DeadLetterPage(List<DeadLetter> items, Optional<String> continuation)
    implements Page<DeadLetter> {}
