package rhizome.cli.bench.cluster;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.Tally;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cluster.ClusterProfile;

/** From the death of the oldest control member to an answer of everybody through another. */
final class ControlHeal {

  private static final String FIGURE = "control-heal";
  private static final String TOUCHED = "control-heal-touched";

  private static final Everybody EVERYBODY = Idlers.everybody(ControlGroup.NODES);

  private static final Duration HEAL_MAX = Duration.ofMinutes(2);

  private final Terminal terminal;
  private final int rounds;

  ControlHeal(Terminal terminal, int rounds) {
    this.terminal = terminal;
    this.rounds = rounds;
  }

  /** The time to answer beside its floor, and how many programs came or went meanwhile. */
  List<Figure> measure(Contact journal) throws IOException, InterruptedException {
    Floor floor = Floor.of(ClusterProfile.of(ConfigFactory.empty()));
    terminal.note("the settings alone take " + floor);
    Tally tally = new Tally(terminal, FIGURE, "ms", rounds);
    int touched = 0;
    try (ControlGroup group = ControlGroup.start(journal, ControlGroup.NODES)) {
      Idlers.apply(group.client(group.oldest()));
      group.awaitWell();
      Map<String, Programs.Running> before = Idlers.all(group.root());
      for (int round = 0; round < rounds; round++) {
        MemberJvm victim = group.oldest();
        tally.add(millisWithout(victim, group));
        victim.start();
        group.awaitUp(victim);
        group.awaitWell();
        Map<String, Programs.Running> after = Programs.in(group.root());
        touched += Programs.differing(before, after);
        before = after;
      }
    }
    return List.of(tally.figure(floor.millis()), Figure.single(TOUCHED, "programs", touched));
  }

  private static double millisWithout(MemberJvm victim, ControlGroup group)
      throws InterruptedException {
    GridClient other = group.client(group.next(victim));
    if (!EVERYBODY.answer(other)) {
      throw new Trouble(ExitCode.FAILED, "not all of %s are there".formatted(EVERYBODY));
    }
    long begin = System.nanoTime();
    victim.kill();
    return EVERYBODY.millisToAnswer(other, begin, HEAL_MAX);
  }

  /**
   * @throws Trouble if a program was touched though only a control member died
   */
  static void refuseTouched(List<Figure> figures) {
    for (Figure figure : figures) {
      if (figure.name().equals(TOUCHED) && figure.max() > 0) {
        throw new Trouble(
            ExitCode.FAILED,
            "%.0f programs came or went with a control member; none should"
                .formatted(figure.max()));
      }
    }
  }
}
