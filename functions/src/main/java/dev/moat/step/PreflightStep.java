package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checks before anything is written. It only reads, and tells all that stands in the way
 * together, so that a caller does not mend one thing to be shown the next.
 *
 * <p>Outputs: {@value #ABSENT}, the ids of what is not there yet, one a line; {@value #UNCHECKED},
 * what could not be looked at and why, where Moat may go on without it.
 */
public final class PreflightStep implements Step<Desired.Preflight> {

  /** Output: the ids of what is not there yet, one a line. */
  public static final String ABSENT = "absent";

  /** Output: what could not be looked at, one a line. */
  public static final String UNCHECKED = "unchecked";

  PreflightStep() {}

  @Override
  public StepKind kind() {
    return StepKind.PREFLIGHT;
  }

  @Override
  public Observation observe(StepContext<Desired.Preflight> context) {
    Desired.Preflight desired = context.desired();
    Findings findings = new Findings(context.arm());
    new RegistryCheck(findings, desired).run();
    desired.virtualNetworks().forEach(each -> new NetworkCheck(findings, each).run());
    checkEndpoint(findings, desired);
    new OtherZonesCheck(findings, desired.zone()).run();
    return findings.observation();
  }

  @Override
  public List<Watched> watches(Desired.Preflight desired, Map<String, String> own) {
    return List.of();
  }

  /**
   * The registry in two versions, the networks, the endpoint, and the zones of each subscription;
   * one more for each other zone of the same name.
   */
  @Override
  public int reads(Desired.Preflight desired) {
    Stream<ResourceId> networks =
        desired.zone().links().stream().map(VirtualNetworkLink::virtualNetwork);
    long subscriptions =
        Stream.concat(Stream.of(desired.zone().id()), networks)
            .map(ResourceId::subscription)
            .distinct()
            .count();
    return 2 + desired.virtualNetworks().size() + 1 + (int) subscriptions;
  }

  @Override
  public Begun converge(StepContext<Desired.Preflight> context, Observation.NeedsChange found) {
    throw new UnsupportedOperationException("The preflight only reads");
  }

  private static void checkEndpoint(Findings findings, Desired.Preflight desired) {
    PrivateEndpoint endpoint = desired.endpoint();
    findings
        .read(endpoint.id(), ApiVersions.NETWORK)
        .map(found -> Connection.of(found.body(), desired.resource()))
        .flatMap(connection -> connection.problem(endpoint, desired.resource()))
        .ifPresent(findings::problem);
  }
}
