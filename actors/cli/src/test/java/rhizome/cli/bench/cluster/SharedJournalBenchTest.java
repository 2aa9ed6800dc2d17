package rhizome.cli.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.bench.cluster.soak.Mishap.DOWNED;
import static rhizome.cli.bench.cluster.soak.Mishap.FROZEN;
import static rhizome.cli.bench.cluster.soak.Mishap.LEASE_OVER;
import static rhizome.cli.bench.cluster.soak.Mishap.LOST;
import static rhizome.cli.bench.cluster.soak.Mishap.SUSPECTED;
import static rhizome.cli.bench.cluster.soak.Mishap.TOUCHED;
import static rhizome.cli.bench.cluster.soak.Mishap.UNREACHABLE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rhizome.cli.bench.Figure;
import rhizome.cli.launch.Leftovers;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.server.Unavailable;

/** What takes too long for every build: a real Cassandra, and members that are killed. */
@Tag("chaos")
class SharedJournalBenchTest {

  private static final Duration STILL = Duration.ofSeconds(12);
  private static final Duration LOOK_MAX = Duration.ofMinutes(2);

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

  /** The same eyes that see nothing on a healthy cluster see each mishap that is made. */
  @Test
  void whoStandsStillForAWhileIsSeenToBeGivenUp() throws Exception {
    try (Store store = new Store(terminal);
        ControlGroup group = ControlGroup.start(fresh(store), FalseDown.NODES)) {
      MemberJvm oldest = group.oldest();
      Idlers.apply(group.client(oldest));
      group.awaitWell();
      Lookout lookout = new Lookout(group);
      lookout.last(LOOK_MAX);
      assertThat(lookout.mishaps().total()).as(lookout.mishaps().toString()).isZero();
      // One after the other: who lost a member needs time to hear that a node is silent, too.
      standStill(group.nodes().getFirst().work());
      group.awaitWell();
      standStill(group.root().resolve("m" + group.members().indexOf(group.next(oldest))));
      group.awaitWell();
      lookout.last(LOOK_MAX);
      assertThat(List.of(SUSPECTED, LOST, UNREACHABLE, DOWNED, LEASE_OVER, TOUCHED))
          .as(lookout.mishaps().toString())
          .allSatisfy(mishap -> assertThat(lookout.mishaps().count(mishap)).isPositive());
      assertThat(lookout.mishaps().count(FROZEN)).as("one node is no mass").isZero();
    }
  }

  /** What works on a folder, long enough to be given up. */
  private static void standStill(Path folder) throws Exception {
    ProcessHandle jvm =
        new Leftovers(folder)
            .processes().stream()
                .filter(one -> one.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    signal("-STOP", jvm);
    Thread.sleep(STILL); // what is made here is a silence of this length
    signal("-CONT", jvm);
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
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
