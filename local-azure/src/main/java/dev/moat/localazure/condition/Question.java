package dev.moat.localazure.condition;

import java.util.Map;

/**
 * What a condition is asked about: an action, and the role assignment that it is about.
 *
 * @param action such as {@code Microsoft.Authorization/roleAssignments/write}
 * @param request attributes of the assignment that is to be written, by their short names, such as
 *     {@code RoleDefinitionId}; empty for other actions
 * @param resource the same of the assignment that is to be deleted
 */
public record Question(String action, Map<String, String> request, Map<String, String> resource) {

  /** Keeps copies. */
  public Question {
    request = Map.copyOf(request);
    resource = Map.copyOf(resource);
  }
}
