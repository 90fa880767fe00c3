package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityGrantStepTest {

  private static final Task<?> TASK = World.task(StepKind.IDENTITY_GRANT);
  private static final String ASSIGNMENTS =
      World.REGISTRY + "/providers/Microsoft.Authorization/roleAssignments";

  private final FakeArm azure = World.azure();

  @Test
  void our_grant_is_as_wanted_and_one_read_shows_it() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("roleAssignment", World.GRANT.value()));
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_missing_grant_is_created_with_the_type_of_its_principal_and_needs_no_lease() {
    azure.without(World.GRANT);

    assertThatItFound(observe()).absent();
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.reads())
        .extracting(FakeArm.Call::path)
        .last()
        .isEqualTo(ASSIGNMENTS + "?$filter=principalId eq 'p1'");
    assertThat(azure.writes().get(0).path()).isEqualTo(World.GRANT.value());
    assertThat(azure.writes().get(0).body())
        .hasValue(
            FakeArm.json(
                """
                {properties: {roleDefinitionId: '/subscriptions/s1/providers/\
                Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d',
                 principalId: 'p1', principalType: 'ServicePrincipal'}}
                """));
    assertThat(TASK.exclusive()).isEmpty();
  }

  @Test
  void an_equal_grant_of_another_name_is_adopted() {
    ResourceId byHand = rename();

    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("roleAssignment", byHand.value(), "adopted", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/providers/Microsoft.Management/managementGroups/m",
        "/subscriptions/s1",
        "/subscriptions/s1/resourcegroups/SecureAcrSetup"
      })
  void a_grant_that_is_inherited_counts(String scope) {
    inherit(scope);

    assertThat(assertThatItFound(observe()).matching().outputs()).containsEntry("adopted", "true");
  }

  @Test
  void a_grant_below_the_registry_does_not_count() {
    inherit(World.REGISTRY + "/scopeMaps/one");

    assertThatItFound(observe()).absent();
  }

  @Test
  void a_grant_of_another_role_or_to_another_principal_does_not_count() {
    ObjectNode properties = azure.body(rename()).withObject("/properties");
    ObjectNode asWanted = properties.deepCopy();

    properties.put("principalId", "p2");
    assertThatItFound(observe()).absent();

    properties.setAll(asWanted);
    properties.put("roleDefinitionId", "/providers/x/roleDefinitions/1");
    assertThatItFound(observe()).absent();
  }

  @Test
  void an_inherited_grant_with_a_condition_does_not_count() {
    azure.body(World.GRANT).withObject("/properties").put("condition", "@Resource[…]");
    inherit("/subscriptions/s1");

    assertThatItFound(observe()).absent();
  }

  @Test
  void a_grant_with_a_condition_on_the_registry_keeps_ours_out() {
    ResourceId byHand = rename();
    azure.body(byHand).withObject("/properties").put("condition", "@Resource[…]");

    assertThatItFound(observe()).blocked("RoleAssignmentDiffers", byHand.value(), "condition");
  }

  @Test
  void an_assignment_of_our_name_that_gives_something_else_is_left_alone() {
    azure.body(World.GRANT).withObject("/properties").put("principalId", "p2");

    assertThatItFound(observe()).blocked("RoleAssignmentDiffers", "AcrPull", "Delete");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.IDENTITY_GRANT);
  }

  private ResourceId rename() {
    ResourceId byHand =
        World.REGISTRY.extension("Microsoft.Authorization", "roleAssignments", "by-hand");
    String body = azure.body(World.GRANT).toString();
    azure.without(World.GRANT).with(byHand, body);
    return byHand;
  }

  private void inherit(String scope) {
    ObjectNode body = azure.body(World.GRANT).deepCopy();
    body.withObject("/properties").put("scope", scope);
    azure.without(World.GRANT).withListed(ASSIGNMENTS, body.toString());
  }
}
