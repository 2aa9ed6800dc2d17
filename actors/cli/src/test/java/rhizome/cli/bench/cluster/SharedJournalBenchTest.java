package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rhizome.cli.bench.Figure;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.server.Unavailable;

/** What takes too long for every build: a real Cassandra, and members that are killed. */
@Tag("chaos")
class SharedJournalBenchTest {

  private final Terminal terminal = Terminal.ofProcess(System.getenv());

  @Test
  void theOldestMemberDiesAndEverybodyAnswersThroughAnother() throws Exception {
    try (Store store = new Store(terminal)) {
      List<Figure> figures = new ControlHeal(terminal, 1).measure(fresh(store));
      assertThat(figures)
          .extracting(Figure::name)
          .containsExactly("control-heal", "control-heal-touched");
      Figure heal = figures.getFirst();
      assertThat(heal.n()).isEqualTo(1);
      assertThat(heal.baseline())
          .as("nobody is given up before the settings say")
          .isStrictlyBetween(0.0, heal.p50());
    }
  }

  @Test
  void anApplyIsTimedOnASharedJournalThatIsFreshEachTime() throws Exception {
    try (Store store = new Store(terminal)) {
      for (int round = 0; round < 2; round++) {
        try (ControlJvm control = ControlJvm.on(fresh(store))) {
          assertThat(Applies.seconds(control, 30, 2)).isPositive();
        }
      }
    }
  }

  private static Contact fresh(Store store) throws Exception {
    try {
      return store.fresh();
    } catch (Unavailable e) {
      Assumptions.abort("Cassandra is not to be had here: " + e.getMessage());
      throw e;
    }
  }
}
