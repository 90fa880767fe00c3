package dev.moat.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the index those stand who watch a resource, and so where an event on it is looked up. A
 * shelf is the id of the resource, so that nobody is found where nobody watches, however many
 * setups share the network or the zone around it. Two kinds of watches reach further than one id,
 * and their shelves are as wide: what lies in a registry or a private endpoint, which belongs to
 * one setup, stands with it; and the records of a registry stand where their names begin alike.
 */
public final class Shelf {

  private static final Pattern WIDE =
      Pattern.compile(
          "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/"
              + "(Microsoft\\.ContainerRegistry/registries/[^/]+"
              + "|Microsoft\\.Network/privateEndpoints/[^/]+"
              + "|Microsoft\\.Network/privateDnsZones/[^/]+/A/[^/.-]+)",
          Pattern.CASE_INSENSITIVE);

  private Shelf() {}

  /** The one shelf of this resource. */
  public static ResourceId of(ResourceId resource) {
    Matcher beginning = WIDE.matcher(resource.value());
    return beginning.lookingAt() ? new ResourceId(beginning.group()) : resource;
  }
}
