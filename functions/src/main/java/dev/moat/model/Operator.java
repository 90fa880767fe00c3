package dev.moat.model;

import java.util.Optional;

/**
 * Who asked for a change, as the history tells it.
 *
 * @param name for people
 * @param objectId of the user or service principal in Microsoft Entra ID; empty when a function key
 *     was all that the caller had, and the name is the caller's own word
 */
public record Operator(String name, Optional<String> objectId) {

  @Override
  public String toString() {
    return objectId.map(id -> name + " (object id " + id + ")").orElse(name + " (by function key)");
  }
}
