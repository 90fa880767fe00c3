package dev.moat.engine;

import static dev.moat.model.StepKind.LOCKDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Fact;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lockdown under the engine: what it keeps, how long it waits, and what it leaves alone. */
class LockdownTest {

  private static final ResourceId INTERFACE =
      SampleRequest.GROUP.extension("Microsoft.Network", "networkInterfaces", "secureacr-pe.nic");
  private static final ResourceId API_RECORD = SampleRequest.ZONE.child("A", "secureacr2021");

  private final World world = World.inWhichIsCalled(LOCKDOWN);

  @Test
  void public_access_is_cut_on_a_proof_that_is_kept() {
    thePathIsWhole();

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone().wroteOnce().wasNotMadeByMoat();
    assertThat(publicAccess()).isEqualTo("Disabled");
    assertThat(world.step(LOCKDOWN).evidence())
        .extracting(Fact::statement)
        .contains("secureacr2021.azurecr.io resolves to 10.0.1.5");
    assertThat(world.reasons()).startsWith("LockdownUpdated");
  }

  @Test
  void how_the_registry_was_before_is_remembered_before_it_changes() {
    thePathIsWhole();
    world.azure.beforeWrite(
        () ->
            assertThat(posture()).contains("\"publicNetworkAccess\":\"Enabled\"", "198.51.100.7"));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).wroteOnce();
    assertThat(posture()).contains("\"publicNetworkAccess\":\"Enabled\"", "198.51.100.7");
  }

  @Test
  void what_was_remembered_first_is_not_overwritten_by_a_later_generation() {
    thePathIsWhole();
    world.record(LOCKDOWN, step -> step.remember(Map.of("posture", "as it was at first")));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone().wroteOnce();
    assertThat(posture()).isEqualTo("as it was at first");
  }

  @Test
  void while_a_piece_is_missing_the_registry_stays_open_and_the_step_says_which() {
    thePathIsWhole();
    world.azure.resources().without(API_RECORD);

    world.run(LOCKDOWN);

    world
        .assertThatStep(LOCKDOWN)
        .waitsFor("secureacr2021.azurecr.io resolves in " + SampleRequest.ZONE + " to nothing")
        .isCalledAgainIn(Duration.ofMillis(3500))
        .wroteNothing();
    assertThat(publicAccess()).isEqualTo("Enabled");
  }

  @Test
  void a_proof_that_never_comes_fails_the_step_and_leaves_the_registry_as_it_was() {
    thePathIsWhole();
    world.azure.resources().without(API_RECORD);
    world.record(LOCKDOWN, step -> step.status(StepStatus.PARKED).turn(9));
    world.pass(World.SETTINGS.proofDeadline().plusSeconds(1));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).hasFailedWith("PrivatePathNotProved").wroteNothing();
    assertThat(world.step(LOCKDOWN).error().map(StepError::message))
        .hasValueSatisfying(text -> assertThat(text).contains("secureacr2021.azurecr.io resolves"));
    assertThat(publicAccess()).isEqualTo("Enabled");
  }

  @Test
  void a_proof_that_comes_on_the_last_call_is_in_time() {
    thePathIsWhole();
    world.pass(World.SETTINGS.proofDeadline().plusSeconds(1));

    world.run(LOCKDOWN);

    world.assertThatStep(LOCKDOWN).isDone();
    assertThat(publicAccess()).isEqualTo("Disabled");
  }

  private String publicAccess() {
    return world
        .azure
        .resources()
        .body(SampleRequest.REGISTRY)
        .at("/properties/publicNetworkAccess")
        .asText();
  }

  private String posture() {
    return Optional.ofNullable(world.step(LOCKDOWN).outputs().get("posture")).orElse("nothing");
  }

  private void thePathIsWhole() {
    FakeArm azure = world.azure.resources();
    azure.with(
        SampleRequest.REGISTRY,
        """
        {properties: {loginServer: 'secureacr2021.azurecr.io', publicNetworkAccess: 'Enabled',
         networkRuleSet: {defaultAction: 'Allow', ipRules: [{value: '198.51.100.7'}]},
         privateEndpointConnections: [{properties: {privateEndpoint: {id: '%s'},
          privateLinkServiceConnectionState: {status: 'Approved'}}}]}}
        """
            .formatted(SampleRequest.ENDPOINT));
    azure.with(
        SampleRequest.ENDPOINT,
        "{properties: {networkInterfaces: [{id: '%s'}]}}".formatted(INTERFACE));
    azure.with(
        INTERFACE,
        """
        {properties: {ipConfigurations: [
         {properties: {privateIPAddress: '10.0.1.4', privateLinkConnectionProperties: {
          requiredMemberName: 'registry_data_westcentralus',
          fqdns: ['secureacr2021.westcentralus.data.azurecr.io']}}},
         {properties: {privateIPAddress: '10.0.1.5', privateLinkConnectionProperties: {
          requiredMemberName: 'registry', fqdns: ['secureacr2021.azurecr.io']}}}]}}
        """);
    azure.with(API_RECORD, "{properties: {aRecords: [{ipv4Address: '10.0.1.5'}]}}");
    azure.with(
        SampleRequest.ZONE.child("A", "secureacr2021.westcentralus.data"),
        "{properties: {aRecords: [{ipv4Address: '10.0.1.4'}]}}");
    azure.with(
        SampleRequest.LINK,
        "{properties: {virtualNetworkLinkState: 'Completed', virtualNetwork: {id: '%s'}}}"
            .formatted(SampleRequest.NETWORK));
  }
}
