package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.engine.Answer;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.simulation.Makers.Maker;
import java.util.List;

/** Who has every registry made private in the end: by a replay, or anew after a teardown. */
final class LastOperator {

  private static final int MOST_ROUNDS = 6;

  private final SimulatedWorld world;
  private final Course course;
  private int requests;

  LastOperator(SimulatedWorld world, Course course) {
    this.world = world;
    this.course = course;
  }

  void makePrivate(SetupRequest request) {
    for (int i = 0; i < MOST_ROUNDS && status(request) != SetupStatus.SUCCEEDED; i++) {
      if (status(request) == SetupStatus.TORN_DOWN) {
        course.post(RandomRequests.again(request, request.requestId() + "-again-" + ++requests));
      } else {
        mend(request);
      }
      course.runUntil(() -> !status(request).isActive() || awaitsApproval(request));
      if (awaitsApproval(request)) {
        ask(request, Wish.APPROVE);
      }
      course.runToTheEnd();
    }
    assertThat(status(request))
        .as("in the end: %s", Words.of(world.state(request.setupId())))
        .isEqualTo(SetupStatus.SUCCEEDED);
  }

  /** An endpoint of others that cannot be used is for them to remove. */
  private void mend(SetupRequest request) {
    boolean isOfMoat =
        world.rules.makers.of(request.privateEndpoint().id()).filter(Maker::isMoat).isPresent();
    if (isRefused(request) && !isOfMoat) {
      world.premises.removeEndpoint(request);
    }
    ask(request, isRefused(request) && isOfMoat ? Wish.TEARDOWN : Wish.REPLAY);
  }

  private void ask(SetupRequest request, Wish wish) {
    assertThat(world.operators.ask(request.setupId(), wish))
        .as("%s, where %s", wish, Words.of(world.state(request.setupId())))
        .get()
        .isInstanceOf(Answer.Granted.class);
  }

  private SetupStatus status(SetupRequest request) {
    return world.state(request.setupId()).setup().value().status();
  }

  private boolean awaitsApproval(SetupRequest request) {
    return steps(request).stream().anyMatch(s -> s.status() == StepStatus.AWAITING_APPROVAL);
  }

  /** Azure takes no rejection back, and connects no endpoint anew. */
  private boolean isRefused(SetupRequest request) {
    return steps(request).stream()
        .flatMap(step -> step.error().stream())
        .map(StepError::code)
        .anyMatch(c -> c.startsWith("EndpointConnection") || c.equals("PrivatePathNotProved"));
  }

  private List<StepRecord> steps(SetupRequest request) {
    return world.state(request.setupId()).records();
  }
}
