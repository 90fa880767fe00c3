package dev.moat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

  @Test
  void the_size_is_what_stty_tells() {
    Terminal terminal = Terminal.ofThisProcess("24 80", null);

    assertThat(terminal.isLive()).isTrue();
    assertThat(terminal.rows()).isEqualTo(24);
    assertThat(terminal.columns()).isEqualTo(80);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "0 0", "24", "24 80 1", "a b"})
  void anything_else_is_no_terminal(String size) {
    assertThat(Terminal.ofThisProcess(size, null).isLive()).isFalse();
  }

  @Test
  void a_terminal_without_colours_has_a_width_all_the_same() {
    Terminal terminal = Terminal.ofThisProcess("", "80");

    assertThat(terminal.isLive()).isFalse();
    assertThat(terminal.columns()).isEqualTo(80);
  }
}
