package rhizome.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.Stage;

class SweeperTest {

  private static final long LONG = TimeUnit.MINUTES.toNanos(10);
  private static final String LOOP = "while :; do sleep 0.05; done";
  private static final String TAG = "SWEEPER_TEST";

  @TempDir Path folder;
  private final Sweeper sweeper = new Sweeper("test-sweeper");
  private final BlockingQueue<String> clean = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    sweeper.close();
  }

  @Test
  void whereNobodyIsLeftThatIsSaidAtOnceAndOnce() throws Exception {
    sweeper.sweep(nobody(), LONG, () -> clean.add("first"));
    assertThat(clean.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
    sweeper.sweep(nobody(), LONG, () -> clean.add("second"));
    assertThat(clean.poll(20, TimeUnit.SECONDS)).isEqualTo("second");
    assertThat(clean).isEmpty();
  }

  @Test
  void oneThatIsPatientHoldsUpNoOther() throws Exception {
    try (Leader stays = tagged("stays", LOOP);
        Leader goes = tagged("goes", LOOP)) {
      // As of its own group, it is not asked to end.
      Kin patient = new Kin(stays.identity().pid(), kin("stays").tagged());
      sweeper.sweep(patient, LONG, () -> clean.add("stays"));
      sweeper.sweep(kin("goes"), 0, () -> clean.add("goes"));
      Stage.await("a departure", () -> goes.departure(true).isPresent());
      assertThat(clean.poll(20, TimeUnit.SECONDS)).isEqualTo("goes");
      stays.kill();
      Stage.await("a departure", () -> stays.departure(true).isPresent());
      assertThat(clean.poll(20, TimeUnit.SECONDS)).isEqualTo("stays");
    }
  }

  @Test
  void aTaskThatFailsHoldsUpNoOtherAndIsNotRunAgain() throws Exception {
    sweeper.sweep(
        nobody(),
        0,
        () -> {
          clean.add("fails");
          throw new IllegalStateException("on purpose");
        });
    sweeper.sweep(nobody(), 0, () -> clean.add("second"));
    List<String> done = new ArrayList<>();
    while (!done.contains("second")) {
      done.add(clean.poll(20, TimeUnit.SECONDS));
    }
    assertThat(done).containsOnlyOnce("fails");
  }

  @Test
  void whoForksFasterThanHeIsSeenIsEndedNevertheless() throws Exception {
    // Each of the chain starts the next in a session of its own and ends.
    Path script = folder.resolve("chain");
    java.nio.file.Files.writeString(script, "sleep 0.01; setsid sh " + script + " & exit 0\n");
    try (Leader leader = tagged("chain", "setsid sh " + script + " & exit 0")) {
      Stage.await("a departure", () -> leader.departure(true).isPresent());
      sweeper.sweep(kin("chain"), 0, () -> clean.add("clean"));
      assertThat(clean.poll(20, TimeUnit.SECONDS)).isEqualTo("clean");
      assertThat(running("chain")).isEmpty();
    }
  }

  @Test
  void closingWaitsForNobodyAndTouchesNobody() throws Exception {
    try (Leader leader = tagged("stays", "exec sleep 1000")) {
      CountDownLatch looked = new CountDownLatch(1);
      sweeper.sweep(new Kin(leader.identity().pid(), _ -> false), LONG, () -> clean.add("never"));
      sweeper.sweep(nobody(), 0, looked::countDown);
      assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
      sweeper.sweepLater(kin("stays"));
      sweeper.close();
      assertThat(Stage.alive(leader.identity().pid())).isTrue();
      leader.kill();
      Leader.await(leader.identity().pid());
    }
  }

  @Test
  void anEnvironmentIsReadAsItWasGivenAndOfNobodyWhoIsGone() throws Exception {
    String odd = "a=b\n\"ä\" ";
    final int pid;
    try (Leader leader = tagged(odd, "exec sleep 1000")) {
      pid = leader.identity().pid();
      Stage.await("the end of its exec", () -> !Proc.environment(pid).isEmpty());
      assertThat(Proc.environment(pid)).containsEntry(TAG, odd).doesNotContainKey("HOME");
      leader.kill();
      Stage.await("a zombie", () -> !Stage.alive(pid));
      assertThat(Proc.environment(pid)).as("of a zombie").isEmpty();
      assertThat(Proc.stat(pid).orElseThrow().dead()).isTrue();
      assertThat(Proc.all()).noneMatch(stat -> stat.pid() == pid);
      assertThat(Proc.identity(pid, Proc.boot())).isEmpty();
      leader.departure(true);
    }
    assertThat(Proc.environment(pid)).isEmpty();
    assertThat(Proc.stat(pid)).isEmpty();
  }

  private static Kin kin(String tag) {
    return new Kin(Kin.NO_SESSION, environment -> tag.equals(environment.get(TAG)));
  }

  private static Kin nobody() {
    return kin("nobody");
  }

  private static List<Proc.Stat> running(String tag) throws Exception {
    return Proc.all().stream()
        .filter(stat -> kin(tag).tagged().test(Proc.environment(stat.pid())))
        .toList();
  }

  private Leader tagged(String tag, String script) throws Exception {
    return new Shell(folder).with(TAG, tag).start(script);
  }
}
