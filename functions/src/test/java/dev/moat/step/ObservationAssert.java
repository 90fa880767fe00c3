package dev.moat.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepError;
import org.assertj.core.api.AbstractAssert;

/** What a step found, in the words of the contract. */
final class ObservationAssert extends AbstractAssert<ObservationAssert, Observation> {

  private ObservationAssert(Observation actual) {
    super(actual, ObservationAssert.class);
  }

  static ObservationAssert assertThatItFound(Observation actual) {
    return new ObservationAssert(actual);
  }

  void absent() {
    isInstanceOf(Observation.Absent.class);
  }

  Observation.Matches matching() {
    isInstanceOf(Observation.Matches.class);
    return (Observation.Matches) actual;
  }

  Observation.Differs differing(String... fields) {
    isInstanceOf(Observation.Differs.class);
    Observation.Differs differs = (Observation.Differs) actual;
    assertThat(differs.differences()).extracting("field").containsExactly((Object[]) fields);
    return differs;
  }

  Observation.Unusable unusable(String code) {
    isInstanceOf(Observation.Unusable.class);
    Observation.Unusable unusable = (Observation.Unusable) actual;
    assertThat(unusable.problem().code()).isEqualTo(code);
    return unusable;
  }

  void inProgress(String... words) {
    isInstanceOf(Observation.InProgress.class);
    assertThat(((Observation.InProgress) actual).waitingFor()).contains(words);
  }

  void blocked(String code, String... words) {
    isInstanceOf(Observation.Blocked.class);
    StepError error = ((Observation.Blocked) actual).error();
    assertThat(error.code()).isEqualTo(code);
    for (String word : words) {
      assertThat(error.message() + " " + error.advice()).contains(word);
    }
  }
}
