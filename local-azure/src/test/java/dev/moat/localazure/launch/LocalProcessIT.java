package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessIT {

  @TempDir private Path temp;

  @Test
  void process_is_ready_when_start_returns_and_can_be_killed_and_started_again() throws Exception {
    LocalProcess puppet = Puppet.process(temp, "puppet", "serve");
    puppet.start();
    long first = puppet.pid();
    assertThat(puppet.isAlive()).isTrue();

    puppet.kill();
    assertThat(puppet.isAlive()).isFalse();

    puppet.start();
    assertThat(puppet.pid()).isNotEqualTo(first);
    puppet.stop();
    assertThat(puppet.isAlive()).isFalse();
    assertThat(Files.readAllLines(puppet.log()))
        .filteredOn(line -> line.contains("greeting is hello"))
        .hasSize(2);
  }

  @Test
  void process_that_dies_at_start_shows_its_last_lines() {
    LocalProcess puppet = Puppet.process(temp, "puppet", "die");

    assertThatThrownBy(puppet::start)
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContainingAll("puppet did not start", "no strings attached");
    assertThat(puppet.isAlive()).isFalse();
  }

  @Test
  void child_ends_when_its_starter_is_killed() throws Exception {
    LocalProcess starter = Puppet.process(temp, "starter", "nest", temp.toString());
    starter.start();
    ProcessHandle child = ProcessHandle.of(childOf(starter)).orElseThrow();
    assertThat(child.isAlive()).isTrue();

    starter.kill();

    child.onExit().get(20, TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
  }

  private static long childOf(LocalProcess starter) throws IOException {
    Matcher line = Pattern.compile("child is (\\d+)").matcher(Files.readString(starter.log()));
    assertThat(line.find()).isTrue();
    return Long.parseLong(line.group(1));
  }
}
