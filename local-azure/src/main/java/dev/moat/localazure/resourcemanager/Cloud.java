package dev.moat.localazure.resourcemanager;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** All state of the emulated Azure, and what its resource kinds share. Not safe for threads. */
final class Cloud {
  private final Clock clock;
  private final RandomGenerator random;
  private final Latency latency;
  private final Resources resources = new Resources();
  private final Operations operations;
  private final Principals principals;
  private final EndpointNews endpointNews = new EndpointNews();
  private final List<ResourceChange> changes = new ArrayList<>();
  private final List<WebhookHandshake> handshakes = new ArrayList<>();
  private boolean zoneGroupsFollow = true;

  Cloud(Clock clock, RandomGenerator random, Latency latency) {
    this.clock = clock;
    this.random = random;
    this.latency = latency;
    this.operations = new Operations(latency);
    this.principals = new Principals(clock);
  }

  Instant now() {
    return clock.instant();
  }

  RandomGenerator random() {
    return random;
  }

  Resources resources() {
    return resources;
  }

  Operations operations() {
    return operations;
  }

  Principals principals() {
    return principals;
  }

  EndpointNews endpointNews() {
    return endpointNews;
  }

  Duration durationOf(Work work) {
    return latency.duration(work, random);
  }

  int retryAfterSeconds(int azureSeconds) {
    return latency.retryAfterSeconds(azureSeconds);
  }

  int leastUnfinishedPolls() {
    return latency.leastUnfinishedPolls();
  }

  Optional<Resource> find(ResourceId id) {
    return resources.find(id.key());
  }

  Optional<Resource> find(String id) {
    return resources.find(ResourceId.key(id));
  }

  /** A GUID drawn from the seeded source, so that a seed tells all names. */
  String newGuid() {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  String newEtag() {
    return "W/\"" + newGuid() + "\"";
  }

  /** Letters that mean nothing, from the seeded source. */
  String opaque(int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes + Long.BYTES);
    while (buffer.position() < bytes) {
      buffer.putLong(random.nextLong());
    }
    byte[] exact = new byte[bytes];
    buffer.flip().get(exact);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(exact);
  }

  /** Whether zone groups write the names that their endpoints get later. */
  boolean zoneGroupsFollow() {
    return zoneGroupsFollow;
  }

  void zoneGroupsFollow(boolean yes) {
    zoneGroupsFollow = yes;
  }

  void changed(ResourceChange change) {
    changes.add(change);
  }

  void wantHandshake(WebhookHandshake handshake) {
    handshakes.add(handshake);
  }

  List<WebhookHandshake> takeHandshakes() {
    List<WebhookHandshake> taken = List.copyOf(handshakes);
    handshakes.clear();
    return taken;
  }

  List<ResourceChange> takeChanges() {
    List<ResourceChange> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }
}
