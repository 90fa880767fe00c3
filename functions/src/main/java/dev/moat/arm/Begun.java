package dev.moat.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Operation;
import java.time.Duration;
import java.util.Optional;

/**
 * Azure's first answer to a write.
 *
 * @param body the resource as it is now, empty where Azure sends none
 * @param operation what to ask how far it is; empty when the write is complete
 * @param retryAfter how long Azure asks to wait before the first question
 * @param correlationId what Azure has the change under in its activity log, where it tells
 */
public record Begun(
    ObjectNode body,
    Optional<Operation> operation,
    Optional<Duration> retryAfter,
    Optional<String> correlationId) {}
