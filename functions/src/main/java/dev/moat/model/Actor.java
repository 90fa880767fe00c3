package dev.moat.model;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who changed something in Azure, as far as the event tells.
 *
 * @param name of a user, such as {@code alice@contoso.com}; of a managed identity the type and name
 *     of its resource, such as {@code policyAssignments/deny-public-access}
 * @param objectId of the user or service principal in Microsoft Entra ID
 * @param appId of the application the call was made with
 */
public record Actor(Optional<String> name, Optional<String> objectId, Optional<String> appId) {

  /** Nobody knows. */
  public static final Actor UNKNOWN =
      new Actor(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether both are the same principal: by object id, or else by application. */
  public boolean isSameAs(Actor other) {
    return objectId.isPresent() && other.objectId.isPresent()
        ? objectId.get().equalsIgnoreCase(other.objectId.get())
        : appId.flatMap(app -> other.appId.filter(app::equalsIgnoreCase)).isPresent();
  }

  /** For people: the name, and the ids that tell two of one name apart. */
  @Override
  public String toString() {
    String ids =
        Stream.concat(
                objectId.map(id -> "object id " + id).stream(),
                appId.map(id -> "app " + id).stream())
            .collect(Collectors.joining(", "));
    String who = name.orElse(ids.isEmpty() ? "an unknown party" : "an unnamed principal");
    return ids.isEmpty() ? who : who + " (" + ids + ")";
  }
}
