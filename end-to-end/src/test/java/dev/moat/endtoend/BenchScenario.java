package dev.moat.endtoend;

import dev.moat.model.SetupStatus;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A change that a person makes again and again, each time to a setup that is as its request asks.
 *
 * @param name of its row in the table
 * @param sample the request, by the name of its resource group
 * @param isRepeatable whether a run leaves the setup as it was before; if not, each run has another
 * @param preparation what is done before the change, and not measured
 * @param change what the person does
 * @param isOver whether what is to follow can be seen
 */
record BenchScenario(
    String name,
    Function<String, SampleRequest> sample,
    boolean isRepeatable,
    Consumer<BenchSetup> preparation,
    Consumer<BenchSetup> change,
    Predicate<BenchSetup> isOver) {

  static List<BenchScenario> all() {
    return Stream.of(
            BenchAccess.scenarios(),
            BenchSubnets.scenarios(),
            BenchDns.scenarios(),
            BenchEndpoint.scenarios(),
            BenchRegistry.scenarios())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * A change that Moat repairs. Resource Manager takes 500 reads of a kind of DNS resource in five
   * minutes, from all callers together: they are not spent on looking before Moat has written
   * anything.
   */
  static BenchScenario repaired(
      String name, Consumer<BenchSetup> change, Predicate<BenchSetup> isRepaired) {
    return new BenchScenario(
        name,
        SampleRequest::fresh,
        true,
        setup -> {},
        change,
        setup -> setup.moatHasWritten() && isRepaired.test(setup));
  }

  /** A change that Moat leaves to people, and tells them of. */
  static BenchScenario reported(String name, Consumer<BenchSetup> change) {
    return new BenchScenario(
        name,
        SampleRequest::fresh,
        false,
        setup -> {},
        change,
        setup -> setup.recorded().status() == SetupStatus.DRIFTED);
  }

  /** The same on setups that are made by another request. */
  BenchScenario requesting(Function<String, SampleRequest> other) {
    return new BenchScenario(name, other, isRepeatable, preparation, change, isOver);
  }

  /** The same on a setup of its own for each run, to which something was done before. */
  BenchScenario eachTimeAfter(Consumer<BenchSetup> before) {
    return new BenchScenario(name, sample, false, before, change, isOver);
  }

  /** The request of a run, by the run's number. */
  SampleRequest request(int run) {
    String group = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return sample.apply(isRepeatable ? group : group + "-" + run);
  }
}
