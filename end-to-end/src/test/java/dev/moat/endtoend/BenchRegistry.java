package dev.moat.endtoend;

import dev.moat.arm.ApiVersions;
import java.util.List;

/** A person deletes the registry itself. */
final class BenchRegistry {

  private BenchRegistry() {}

  static List<BenchScenario> scenarios() {
    return List.of(
        // It is made open, and closed last of all.
        BenchScenario.repaired(
                "registry deleted, to be made again", BenchRegistry::delete, BenchSetup::isClosed)
            .requesting(BenchRegistry::toBeMadeAgain),
        BenchScenario.reported("registry deleted, only reported", BenchRegistry::delete));
  }

  private static SampleRequest toBeMadeAgain(String group) {
    return SampleRequest.fresh(group).with("/onDrift", "{\"recreateRegistry\": true}");
  }

  private static void delete(BenchSetup setup) {
    setup.person().delete(setup.request().registry(), ApiVersions.REGISTRY);
  }
}
