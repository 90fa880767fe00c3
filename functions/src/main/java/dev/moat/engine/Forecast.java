package dev.moat.engine;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.StepName;
import dev.moat.step.AccessLoss;
import dev.moat.step.AddressNeed;
import java.util.List;

/**
 * What a request would do, as Azure is now.
 *
 * @param feasible whether nothing would be refused, as far as could be told
 * @param steps each after its prerequisites
 * @param losesAccess who cannot reach the registry any more once it is locked; empty when it is
 *     closed already
 * @param leftInPlace the steps of the present setup that the request no longer has
 * @param writes how many steps would change something in Azure; those that wait for a step that
 *     would be refused are not among them
 * @param calls those that the forecast itself made
 */
public record Forecast(
    SetupId setup,
    ResourceId registry,
    boolean feasible,
    List<ForecastStep> steps,
    AddressNeed addresses,
    List<AccessLoss> losesAccess,
    List<StepName> leftInPlace,
    int writes,
    Calls calls) {

  /** How many calls to Azure there were. */
  public record Calls(long reads, long writes) {}

  public Forecast {
    steps = List.copyOf(steps);
    losesAccess = List.copyOf(losesAccess);
    leftInPlace = List.copyOf(leftInPlace);
  }
}
