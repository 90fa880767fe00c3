package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkStepTest {

  private static final Task<?> TASK = World.task(StepKind.LINK);
  private static final ResourceId OTHER = World.ZONE.child("virtualNetworkLinks", "by-policy");

  private final FakeArm azure = World.azure();

  @Test
  void a_completed_link_is_as_wanted_and_one_read_shows_it() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("link", World.LINK.value()));
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_missing_link_is_created_without_registration_and_with_the_zone_to_itself() {
    azure.without(World.LINK);

    assertThatItFound(observe()).absent();
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).body())
        .hasValue(
            FakeArm.json(
                "{location: 'global', properties: {registrationEnabled: false,"
                    + " virtualNetwork: {id: '"
                    + World.NETWORK
                    + "'}}}"));
    assertThat(TASK.exclusive()).hasValue(World.ZONE);
    assertThat(TASK.outputs(FakeArm.json("{}"))).isEqualTo(Map.of("link", World.LINK.value()));
  }

  @Test
  void a_link_of_another_name_is_adopted_whatever_the_case_of_its_network() {
    String body = azure.body(World.LINK).toString();
    azure.without(World.LINK).with(OTHER, body);
    azure
        .body(OTHER)
        .withObject("/properties/virtualNetwork")
        .put("id", World.NETWORK.value().toUpperCase(Locale.ROOT));

    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("link", OTHER.value(), "adopted", "true"));
  }

  @Test
  void a_link_of_our_name_to_another_network_is_left_alone() {
    properties().putObject("virtualNetwork").put("id", "/subscriptions/s/other");

    assertThatItFound(observe()).blocked("LinkToAnotherNetwork", "/subscriptions/s/other");
  }

  @Test
  void a_link_that_registers_names_is_changed_and_keeps_the_rest() {
    properties().put("registrationEnabled", true).put("resolutionPolicy", "NxDomainRedirect");

    TASK.converge(azure, Map.of(), assertThatItFound(observe()).differing("registrationEnabled"));

    assertThat(azure.writes().get(0).body().orElseThrow().path("properties"))
        .isEqualTo(
            FakeArm.json(
                "{registrationEnabled: false, resolutionPolicy: 'NxDomainRedirect',"
                    + " virtualNetwork: {id: '"
                    + World.NETWORK
                    + "'}}"));
    assertThat(azure.writes().get(0).ifMatch()).hasValue("l");
  }

  @Test
  void a_link_is_waited_for_until_it_is_completed() {
    properties().put("provisioningState", "Updating");
    assertThatItFound(observe()).inProgress("Updating");

    properties().put("provisioningState", "Succeeded").put("virtualNetworkLinkState", "InProgress");
    assertThatItFound(observe()).inProgress("not completed");
  }

  @Test
  void a_failed_link_is_put_again() {
    properties().put("provisioningState", "Failed").put("virtualNetworkLinkState", "InProgress");

    assertThatItFound(observe()).differing("provisioningState");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.LINK);
  }

  private ObjectNode properties() {
    return azure.body(World.LINK).withObject("/properties");
  }
}
