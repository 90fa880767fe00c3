package dev.moat.localazure.resourcemanager;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The resources that exist, by id without case, in the order of their ids. */
final class Resources {
  private final TreeMap<String, Resource> byKey = new TreeMap<>();

  Optional<Resource> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  void put(Resource resource) {
    byKey.put(resource.key(), resource);
  }

  void remove(ResourceId id) {
    byKey.remove(id.key());
  }

  /** Removes a resource and all below it. */
  void removeTree(ResourceId id) {
    below(id).forEach(resource -> byKey.remove(resource.key()));
    remove(id);
  }

  /** All whose ids begin with the given one. */
  List<Resource> below(ResourceId id) {
    String prefix = id.key() + "/";
    return List.copyOf(byKey.subMap(prefix, prefix + Character.MAX_VALUE).values());
  }

  Stream<Resource> below(ResourceId id, String type) {
    return below(id).stream().filter(resource -> resource.id().isOfType(type));
  }

  Stream<Resource> ofType(String type) {
    return List.copyOf(byKey.values()).stream().filter(resource -> resource.id().isOfType(type));
  }

  Collection<Resource> all() {
    return byKey.values();
  }
}
