package rhizome.cli.waiting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.waiting.Patience.Goal;
import rhizome.house.Property;

class ProgressTest {

  private static final int BARS = 8;

  /** A line that is too long would wrap, and then nothing could draw over it. */
  @Test
  void aBarIsNeverLongerThanTheTerminal() {
    Property.forAll(
        BARS,
        random -> {
          int columns = random.nextInt(20, 160);
          Goal goal = random.nextBoolean() ? Goal.READY : Goal.GONE;
          ByteArrayOutputStream err = new ByteArrayOutputStream();
          try (Progress progress = Progress.on(terminal(err, true, columns), goal)) {
            for (int look = 0; look < 3; look++) {
              progress.see(readiness(random, random.nextInt(1, 30)));
            }
          }
          for (String drawn : err.toString(UTF_8).split("[\r\n]", -1)) {
            String text = drawn.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "");
            assertThat(Glyphs.width(text)).as("'%s'", text).isLessThan(columns);
          }
          assertThat(err.toString(UTF_8)).contains("\r");
        });
  }

  /** What a log of a build machine shows: nothing twice, nothing left out, nothing painted. */
  @Test
  void offATerminalEachChangeOfAServiceIsALineAndNothingElse() {
    Property.forAll(
        random -> {
          List<Readiness> looks = new ArrayList<>();
          for (int i = random.nextInt(1, 12); i > 0; i--) {
            looks.add(readiness(random, 3));
          }
          ByteArrayOutputStream err = new ByteArrayOutputStream();
          try (Progress progress = Progress.on(terminal(err, false, 80), Goal.READY)) {
            looks.forEach(progress::see);
          }
          assertThat(err.toString(UTF_8).lines()).containsExactlyElementsOf(changes(looks));
        });
  }

  private static List<String> changes(List<Readiness> looks) {
    Map<String, Readiness.Service> last = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (Readiness look : looks) {
      for (Readiness.Service now : look.services()) {
        Readiness.Service before = last.put(now.name(), now);
        boolean same =
            before != null
                && before.ready() == now.ready()
                && before.replicas() == now.replicas()
                && before.parked() == now.parked();
        if (!same) {
          String parked = now.parked() == 0 ? "" : " (%d parked)".formatted(now.parked());
          lines.add("  %s %d/%d%s".formatted(now.name(), now.ready(), now.replicas(), parked));
        }
      }
    }
    return lines;
  }

  @Test
  void whatIsClosedBeforeAnythingWasSeenHasDrawnNothing() {
    for (boolean live : new boolean[] {true, false}) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      Progress.on(terminal(err, live, 80), Goal.READY).close();
      assertThat(err.size()).isZero();
    }
  }

  private static Readiness readiness(RandomGenerator random, int services) {
    List<Readiness.Service> all = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      int replicas = random.nextInt(3);
      int ready = random.nextInt(replicas + 1);
      int parked = random.nextInt(2);
      all.add(new Readiness.Service("service-" + i, ready, replicas, ready + parked, parked));
    }
    return new Readiness("robot-with-a-name", true, false, 1, all);
  }

  private static Terminal terminal(ByteArrayOutputStream err, boolean live, int columns) {
    PrintStream stream = new PrintStream(err, true, UTF_8);
    return new Terminal(stream, stream, InputStream.nullInputStream(), live, false, columns);
  }
}
