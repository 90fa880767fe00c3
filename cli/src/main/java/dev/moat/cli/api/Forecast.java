package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/**
 * What a request would do, as Azure is now.
 *
 * @param setup key of the setup
 * @param feasible whether no step would be refused
 * @param leftInPlace steps of the present setup that the request no longer has
 * @param writes how many changes it would make
 */
public record Forecast(
    String setup,
    String registry,
    boolean feasible,
    List<ForecastStep> steps,
    Addresses addresses,
    List<LostAccess> losesAccess,
    List<String> leftInPlace,
    int writes,
    Calls calls) {

  /**
   * Private addresses in the endpoint's subnet.
   *
   * @param free empty when it cannot be told
   */
  public record Addresses(
      String subnet, int needed, Optional<Integer> free, Optional<String> warning) {}

  /** Somebody who cannot reach the registry any more once it is locked. */
  public record LostAccess(String who, String why, String advice) {}
}
