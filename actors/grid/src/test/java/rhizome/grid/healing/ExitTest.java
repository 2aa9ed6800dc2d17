package rhizome.grid.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitTest {

  @Test
  void everyEndIsToldInWords() {
    assertThat(
            List.of(
                new Exit.Code(3),
                new Exit.Signal(9),
                new Exit.Signal(64),
                new Exit.NeverStarted("no such program"),
                new Exit.Unhealthy("no answer"),
                new Exit.Unseen()))
        .extracting(Exit::describe)
        .containsExactly(
            "exit code 3",
            "signal 9 (SIGKILL)",
            "signal 64",
            "could not start: no such program",
            "unhealthy: no answer",
            "ended unseen");
  }

  @Test
  void commonSignalsHaveTheirNames() {
    assertThat(List.of(1, 2, 4, 6, 7, 8, 11, 13, 15))
        .extracting(number -> new Exit.Signal(number).describe())
        .allMatch(words -> words.matches("signal \\d+ \\(SIG[A-Z]+\\)"))
        .doesNotHaveDuplicates();
  }
}
