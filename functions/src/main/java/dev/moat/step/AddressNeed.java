package dev.moat.step;

import dev.moat.model.ResourceId;
import java.util.Optional;

/**
 * The private addresses that an endpoint takes, and those that its subnet has left.
 *
 * @param needed how many the endpoint takes; 0 when it is not to be created
 * @param free empty when the subnet could not be read
 * @param warning why the endpoint may not get what it needs
 */
public record AddressNeed(
    ResourceId subnet, long needed, Optional<Long> free, Optional<String> warning) {

  /** Whether there are enough, as far as is known. */
  public boolean suffices() {
    return free.filter(left -> left < needed).isEmpty();
  }
}
