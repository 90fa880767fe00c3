package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.condition.ActionPattern;
import java.util.stream.Stream;

/**
 * The {@code permissions} of a role definition: an action is granted by an entry whose {@code
 * actions} name it and whose {@code notActions} do not. Data actions are not of Resource Manager.
 */
record Permissions(JsonNode entries) {

  boolean grant(String action) {
    return Json.items(entries)
        .anyMatch(
            entry ->
                names(entry.path("actions"), action) && !names(entry.path("notActions"), action));
  }

  private static boolean names(JsonNode patterns, String action) {
    return Json.items(patterns)
        .anyMatch(pattern -> new ActionPattern(pattern.asText()).matches(action));
  }

  /** Every action that is named, granted or not. */
  Stream<String> named() {
    return Json.items(entries)
        .flatMap(
            entry ->
                Stream.concat(
                    Json.items(entry.path("actions")), Json.items(entry.path("notActions"))))
        .map(JsonNode::asText);
  }
}
