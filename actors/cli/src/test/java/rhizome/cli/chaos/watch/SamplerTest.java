package rhizome.cli.chaos.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.chaos.checker.NoneDoubled;
import rhizome.cli.chaos.history.Account;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.History;
import rhizome.cli.chaos.history.Life;
import rhizome.cli.chaos.history.Recorder;

/** What is seen of real processes. */
class SamplerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Recorder recorder = new Recorder();
  private final List<Process> processes = new ArrayList<>();
  private Sampler sampler;

  @BeforeEach
  void open() throws IOException {
    folder = folder.toRealPath();
    sampler = new Sampler(folder, recorder::nanos);
  }

  @AfterEach
  void close() {
    sampler.close();
    processes.forEach(Process::destroyForcibly);
  }

  private Process start(Map<String, String> tags, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(tags);
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Map<String, String> tags(String host, int epoch) {
    return Map.of(
        "RHIZOME_AGENT",
        folder.resolve(host).resolve("work") + "",
        "RHIZOME_WORKLOAD",
        "shop/ledger#0",
        "RHIZOME_EPOCH",
        epoch + "",
        "RHIZOME_INCARNATION",
        "3");
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).as("never: " + what).isLessThan(DEADLINE.toNanos());
      Thread.sleep(5);
    }
  }

  private boolean sees(int lives) {
    return sampler.alive().size() == lives;
  }

  @Test
  void aLifeIsSeenFromItsBeginToItsEnd() throws IOException, InterruptedException {
    Duration before = recorder.now();
    Process process = start(tags("n1", 2), "sleep", "1000000");
    await("seen", () -> sees(1));
    Duration seen = recorder.now();
    Life alive = sampler.alive().getFirst();
    assertThat(alive.pid()).isEqualTo(process.pid());
    assertThat(alive.instance().toString())
        .isEqualTo("shop/ledger#0 on n1, epoch 2, incarnation 3");
    assertThat(alive.first()).isBetween(before, seen);
    assertThat(alive.ended()).isFalse();
    Duration killing = recorder.now();
    process.destroyForcibly().waitFor();
    Duration killed = recorder.now();
    await("gone", () -> sees(0));
    Life over = sampler.lives().getFirst();
    assertThat(over.ended()).isTrue();
    assertThat(over.last()).as("not seen after its end").isBetween(alive.first(), killed);
    assertThat(killing.minus(over.last())).as("seen until it ended").isLessThan(DEADLINE);
  }

  @Test
  void whoIsHeldIsThereAndWhoWaitsToBeBuriedIsNot() throws IOException, InterruptedException {
    Process process = start(tags("n1", 2), "sleep", "1000000");
    await("seen", () -> sees(1));
    start(Map.of(), "kill", "-STOP", process.pid() + "").waitFor();
    Duration held = recorder.now();
    await("still seen", () -> sampler.alive().getFirst().last().compareTo(held) > 0);
    Process parent = start(tags("n2", 3), "sh", "-c", "sleep 0.5 & exec sleep 1000000");
    await("both seen", () -> sampler.lives().size() == 3);
    await("its child is a zombie, and over", () -> sees(2));
    assertThat(parent.isAlive()).isTrue();
  }

  @Test
  void whoTakesOnTheTagsLaterIsSeenFromThen() throws IOException, InterruptedException {
    String exec =
        "sleep 0.3; exec env RHIZOME_AGENT=" + folder + "/n7/w RHIZOME_WORKLOAD=a/b#0 sleep 99";
    Process process = start(Map.of(), "sh", "-c", exec);
    Duration begun = recorder.now();
    await("seen", () -> sees(1));
    Life life = sampler.alive().getFirst();
    assertThat(life.pid()).isEqualTo(process.pid());
    assertThat(life.first()).isGreaterThan(begun.plusMillis(150));
    assertThat(life.instance().host()).isEqualTo("n7");
  }

  @Test
  void othersAndProbesAndExercisesAreNotWatched() throws IOException, InterruptedException {
    start(Map.of("RHIZOME_AGENT", "/elsewhere/n1", "RHIZOME_WORKLOAD", "a/b#0"), "sleep", "99");
    start(
        Map.of("RHIZOME_AGENT", folder + "/n1", "RHIZOME_WORKLOAD", "rhizome/x#0"), "sleep", "99");
    start(
        Map.of("RHIZOME_AGENT", folder + "/n1", "RHIZOME_WORKLOAD", "a/b#0", "RHIZOME_PROBE", "1"),
        "sleep",
        "99");
    start(tags("n1", 1), "sleep", "99");
    await("the last one seen", () -> !sampler.alive().isEmpty());
    assertThat(sampler.alive()).hasSize(1);
    assertThat(sampler.sight()).contains(" looks in ", "closed eyes");
  }

  @Test
  void aProgramNoticesThatItRunsTwiceAndTheirLivesCross() throws Exception {
    Witness witness = Witness.in(folder);
    String program = witness.program().toString();
    String locks = witness.folder().toString();
    start(tags("n1", 1), program, locks, "single");
    await("one", () -> sampler.alive().stream().anyMatch(life -> life.instance().epoch() == 1));
    await("locked", () -> overlapsOrNone(witness).isEmpty() && stamps(witness) == 1);
    Process second = start(tags("n2", 2), program, locks, "single");
    await("noticed", () -> !overlapsOrNone(witness).isEmpty());
    Entry.Overlap overlap = overlapsOrNone(witness).getFirst();
    assertThat(overlap.workload()).isEqualTo("shop/ledger#0");
    assertThat(overlap.who()).contains("epoch 2");
    assertThat(overlap.at()).isBetween(Duration.ZERO, recorder.now().plusMillis(20));
    await(
        "noticed from inside, and seen from outside more than once",
        () -> new NoneDoubled().breaches(history(witness)).size() == 2);
    second.destroyForcibly().waitFor();
    processes.getFirst().destroyForcibly().waitFor();
    start(tags("n3", 3), program, locks, "single");
    await("started", () -> stamps(witness) == 3);
    assertThat(overlapsOrNone(witness)).as("whoever comes after a death is alone").hasSize(1);
  }

  private History history(Witness witness) {
    return new History(
        0,
        Collections.emptySortedSet(),
        List.copyOf(overlapsOrNone(witness)),
        sampler.lives(),
        recorder.now(),
        Account.NOTHING,
        Account.NOTHING);
  }

  private List<Entry.Overlap> overlapsOrNone(Witness witness) {
    try {
      return witness.overlaps(recorder::nanosOfUptime);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int stamps(Witness witness) {
    try {
      return Files.readAllLines(witness.folder().resolve("stamps")).size();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aNameWithBlanksAndBracketsDoesNotConfuse() {
    String rest = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 777 20 21";
    assertThat(Proc.startTime("42 (a) (b c)" + rest)).contains(777L);
    assertThat(Proc.startTime("42 (x)" + rest.replace(" S ", " Z "))).isEmpty();
    assertThat(Proc.startTime("")).isEmpty();
    assertThat(Proc.environment("A=1\0B=x=y\0nothing\0")).isEqualTo(Map.of("A", "1", "B", "x=y"));
  }
}
