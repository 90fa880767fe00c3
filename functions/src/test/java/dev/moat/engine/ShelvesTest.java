package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.Shelf;
import dev.moat.model.StepKind;
import dev.moat.model.Watch;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index never names a setup too few: what concerns a setup leads to a shelf it stands on. */
class ShelvesTest {

  private static final List<String> INSIDE =
      List.of(
          "/one",
          "/one.of-many/type/name",
          "/one/providers/Microsoft.Authorization/roleAssignments/a",
          "/providers/Microsoft.Authorization/roleAssignments/a",
          ".westus.data",
          "-h4sh.westus.data",
          "2",
          "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secureacr",
        "secureacr-with-integration-subnet",
        "secureacr-on-drift",
        "secureacr-manual-approval"
      })
  void what_touches_a_watch_is_looked_up_where_it_stands(String sample) {
    assertThatAllAreFound(Watches.of(request(sample), Optional.empty()));
  }

  @Test
  void what_touches_something_that_was_adopted_is_looked_up_where_it_stands() {
    ResourceId link = SampleRequest.ZONE.child("virtualNetworkLinks", "of-the-hub.team");
    for (String scope : List.of("/subscriptions/s", SampleRequest.GROUP + "", "/providers/M/g/m")) {
      ResourceId grant =
          new ResourceId(scope).extension("Microsoft.Authorization", "roleAssignments", "wide");
      World world = World.inWhichAllIsKept();
      world.record(StepKind.LINK, step -> step.outputs(Map.of("link", link.value())));
      world.record(
          StepKind.IDENTITY_GRANT, step -> step.outputs(Map.of("roleAssignment", grant.value())));

      List<Watch> watches = Watches.of(world.state());

      assertThat(watches).extracting(Watch::resource).contains(link, grant);
      assertThatAllAreFound(watches);
    }
  }

  private static void assertThatAllAreFound(List<Watch> watches) {
    List<ResourceChange> changes =
        watches.stream().flatMap(ShelvesTest::around).distinct().flatMap(ShelvesTest::of).toList();
    for (Watch watch : watches) {
      List<ResourceChange> touching = changes.stream().filter(watch::isTouchedBy).toList();
      assertThat(touching).as("changes that touch %s", watch).hasSizeGreaterThan(3);
      assertThat(touching)
          .as("changes that touch %s", watch)
          .allSatisfy(change -> assertThat(watch.shelves()).contains(Shelf.of(change.resource())));
    }
  }

  /** The resource, what may lie in it or be named after it, and what it lies in. */
  private static Stream<ResourceId> around(Watch watch) {
    ResourceId topLevel = watch.resource().topLevel();
    return Stream.concat(
        INSIDE.stream().map(rest -> new ResourceId(watch.resource() + rest)),
        Stream.of(topLevel, topLevel.resourceGroupId()));
  }

  private static Stream<ResourceChange> of(ResourceId resource) {
    return Stream.of(
            resource.value(),
            resource.value().toUpperCase(Locale.ROOT),
            resource.value().toLowerCase(Locale.ROOT))
        .map(ResourceId::new)
        .flatMap(
            spelled ->
                Stream.of(
                    Mallory.wrote(spelled), Mallory.deleted(spelled), Mallory.movedOutOf(spelled)));
  }

  private static SetupRequest request(String sample) {
    String text = SampleRequest.read("/docs/samples/" + sample + ".json");
    return ((ParseResult.Accepted) new RequestParser().parse(text)).request();
  }
}
