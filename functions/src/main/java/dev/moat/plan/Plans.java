package dev.moat.plan;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;

import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan of a request: a pure function, so that it can be made again at any time. */
public final class Plans {

  private final SetupRequest request;
  private final Map<StepName, PlannedStep> steps = new LinkedHashMap<>();

  private Plans(SetupRequest request) {
    this.request = request;
  }

  /** The plan of this request. */
  public static Plan of(SetupRequest request) {
    return new Plans(request).plan();
  }

  /**
   * The plan that a setup works on: that of its request, or of the reversal an operator asked for.
   *
   * @param records of all its steps
   */
  public static Plan of(SetupRecord setup, Collection<StepRecord> records) {
    return setup
        .reversal()
        .map(reversal -> Reversals.of(setup, reversal, records))
        .orElseGet(() -> of(setup.request()));
  }

  private Plan plan() {
    preflight();
    request.virtualNetworks().forEach(this::virtualNetwork);
    request.virtualNetworks().stream().flatMap(n -> n.subnets().stream()).forEach(this::subnet);
    registry();
    add(DNS_ZONE, new Desired.DnsZone(zone()), PREFLIGHT_ONLY);
    request.privateDnsZone().links().forEach(this::link);
    endpoint();
    zoneGroup();
    request.roleAssignments().forEach(this::identityGrant);
    lockdown();
    return new Plan(steps.values());
  }

  private static final Set<StepName> PREFLIGHT_ONLY = Set.of(StepName.of(PREFLIGHT));

  private void preflight() {
    Desired preflight =
        new Desired.Preflight(
            request.registry().id(),
            request.registry().createIfMissing(),
            request.virtualNetworks(),
            request.privateDnsZone(),
            request.privateEndpoint(),
            request.roleAssignments());
    add(PREFLIGHT, preflight, Set.of());
  }

  private void virtualNetwork(VirtualNetwork network) {
    if (network.createIfMissing().isPresent()) {
      Desired desired = new Desired.VirtualNetwork(network.id(), network.createIfMissing());
      add(nameOf(VIRTUAL_NETWORK, network.id()), desired, PREFLIGHT_ONLY);
    }
  }

  private void subnet(Subnet subnet) {
    ResourceId network = subnet.id().parent();
    String name = network.name() + "." + subnet.id().name();
    Desired desired = new Desired.Subnet(subnet);
    add(unique(SUBNET, name, subnet.id()), desired, madeBefore(network, VIRTUAL_NETWORK));
  }

  private void registry() {
    Desired desired =
        new Desired.Registry(request.registry().id(), request.registry().createIfMissing());
    add(REGISTRY, desired, PREFLIGHT_ONLY);
  }

  private void link(VirtualNetworkLink link) {
    Set<StepName> prerequisites = new HashSet<>(madeBefore(link.virtualNetwork(), VIRTUAL_NETWORK));
    prerequisites.add(StepName.of(DNS_ZONE));
    add(nameOf(LINK, link.id()), new Desired.Link(link.id(), link.virtualNetwork()), prerequisites);
  }

  private void endpoint() {
    ResourceId registry = request.registry().id();
    Set<StepName> prerequisites = new HashSet<>(madeBefore(registry, REGISTRY));
    prerequisites.addAll(madeBefore(request.privateEndpoint().subnet(), SUBNET, VIRTUAL_NETWORK));
    add(ENDPOINT, new Desired.Endpoint(request.privateEndpoint(), registry), prerequisites);
  }

  private void zoneGroup() {
    ResourceId group =
        request
            .privateEndpoint()
            .id()
            .child("privateDnsZoneGroups", request.privateEndpoint().zoneGroupName());
    Set<StepName> prerequisites = Set.of(StepName.of(ENDPOINT), StepName.of(DNS_ZONE));
    add(ZONE_GROUP, new Desired.ZoneGroup(group, zone(), request.registry().id()), prerequisites);
  }

  private void identityGrant(RoleAssignment role) {
    ResourceId registry = request.registry().id();
    ResourceId id = RoleAssignmentIds.of(registry, role);
    String name = role.role() + "." + role.principalId();
    Desired desired = new Desired.IdentityGrant(id, registry, role);
    add(unique(IDENTITY_GRANT, name, id), desired, madeBefore(registry, REGISTRY));
  }

  private void lockdown() {
    Desired desired =
        new Desired.Lockdown(
            request.registry().id(),
            request.privateEndpoint().id(),
            zone(),
            request.privateDnsZone().links());
    add(
        LOCKDOWN,
        desired,
        named(kind -> kind == LINK || kind == ZONE_GROUP || kind == IDENTITY_GRANT));
  }

  private ResourceId zone() {
    return request.privateDnsZone().id();
  }

  /**
   * The step of the first of these kinds that makes this or what it lies in; else the preflight.
   */
  private Set<StepName> madeBefore(ResourceId resource, StepKind... kinds) {
    return Arrays.stream(kinds)
        .flatMap(kind -> makers(resource, kind))
        .findFirst()
        .map(Set::of)
        .orElse(PREFLIGHT_ONLY);
  }

  private Stream<StepName> makers(ResourceId resource, StepKind kind) {
    return steps.values().stream()
        .filter(step -> step.name().kind() == kind)
        .filter(step -> resource.isAtOrUnder(step.desired().resource()))
        .map(PlannedStep::name);
  }

  private Set<StepName> named(Predicate<StepKind> wanted) {
    return steps.keySet().stream()
        .filter(name -> wanted.test(name.kind()))
        .collect(Collectors.toSet());
  }

  private StepName nameOf(StepKind kind, ResourceId resource) {
    return unique(kind, resource.name(), resource);
  }

  /** Two resources of one kind may share a name in two groups: the second's id tells them apart. */
  private StepName unique(StepKind kind, String resource, ResourceId id) {
    StepName name = StepName.of(kind, resource);
    return steps.containsKey(name)
        ? StepName.of(kind, resource + "." + Integer.toHexString(id.hashCode()))
        : name;
  }

  private void add(StepKind kind, Desired desired, Set<StepName> prerequisites) {
    add(StepName.of(kind), desired, prerequisites);
  }

  private void add(StepName name, Desired desired, Set<StepName> prerequisites) {
    steps.put(name, new PlannedStep(name, desired, prerequisites));
  }
}
