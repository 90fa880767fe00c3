package dev.moat.localazure.resourcemanager;

/**
 * What takes Azure time, and how much.
 *
 * <p>Seconds from the answer to the poll that saw success, in public recordings of Azure CLI test
 * runs of 2020 to 2023; the true time lies above the lower bound. Rows without a recorded
 * distribution are the seen minimum, median and maximum.
 */
public enum Work {
  VIRTUAL_NETWORK(0, 4, 5, 335),
  VIRTUAL_NETWORK_DELETE(0, 10, 12, 35),
  SUBNET(0, 4, 30, 45),
  PRIVATE_DNS_ZONE(0, 30, 31, 121),
  VIRTUAL_NETWORK_LINK(30, 61, 62, 122),
  PRIVATE_ENDPOINT(10, 21, 62, 582),
  PRIVATE_ENDPOINT_DELETE(0, 12, 22, 35),
  PRIVATE_DNS_ZONE_GROUP(0, 10, 12, 12),
  REGISTRY(0, 10, 11, 21),
  /** A PATCH of a registry: at most a second in most runs, which is then answered at once. */
  REGISTRY_UPDATE(0, 1, 11, 12),
  REPLICATION(10, 11, 21, 21),
  PRIVATE_ENDPOINT_CONNECTION(11, 21, 40, 40),
  /** Not recorded anywhere; a system topic or an event subscription, as a small registry write. */
  EVENT_GRID(0, 10, 11, 21),
  RESOURCE_GROUP_DELETE(30, 60, 180, 600),
  /** A synchronous call: the time until the answer arrives. */
  ROLE_ASSIGNMENT(0, 3, 7, 7),
  /** Until a new principal is known everywhere in the directory. */
  PRINCIPAL_REPLICATION(0, 15, 60, 180);

  private final double lower;
  private final double median;
  private final double p90;
  private final double most;

  Work(double lower, double median, double p90, double most) {
    this.lower = lower;
    this.median = median;
    this.p90 = p90;
    this.most = most;
  }

  double medianSeconds() {
    return median;
  }

  /**
   * The seconds at a point of the distribution: straight lines between the known points, and a
   * geometric tail, since the longest run is far out.
   *
   * @param share from 0 to 1
   */
  double secondsAt(double share) {
    if (share <= 0.5) {
      return lower + (median - lower) * share / 0.5;
    }
    if (share <= 0.9) {
      return median + (p90 - median) * (share - 0.5) / 0.4;
    }
    return p90 * Math.pow(most / p90, (share - 0.9) / 0.1);
  }
}
