package dev.moat.localazure.resourcemanager;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Everything takes Azure's median time. */
final class MedianLatency implements Latency {
  @Override
  public Duration duration(Work work, RandomGenerator random) {
    return Duration.ofMillis((long) (work.medianSeconds() * 1000));
  }

  @Override
  public int retryAfterSeconds(int azureSeconds) {
    return azureSeconds;
  }

  @Override
  public int leastUnfinishedPolls() {
    return 0;
  }
}
