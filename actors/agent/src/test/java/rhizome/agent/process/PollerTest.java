package rhizome.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.Stage;
import rhizome.grid.healing.Exit;

/** One thread hears of exits, of writes to files and of other threads, and misses none. */
class PollerTest {

  private static final int MANY = 150; // more than one epoll_wait can answer

  @TempDir Path folder;

  @Test
  void ofManyExitsAtOnceEachIsSeenAndToldApart() throws Exception {
    List<Leader> leaders = new ArrayList<>();
    try (Poller poller = Poller.open()) {
      for (int token = 0; token < MANY; token++) {
        Leader leader = start("exit " + token);
        leaders.add(leader);
        poller.watch(leader, token);
      }
      TreeSet<Long> seen = new TreeSet<>();
      while (seen.size() < MANY) {
        poller.await(
            20_000,
            token -> {
              Leader leader = leaders.get((int) token);
              assertThat(leader.departure(true))
                  .contains(new Leader.Departure(new Exit.Code((int) token), true));
              poller.forget(leader);
              seen.add(token);
            });
      }
      AtomicLong more = new AtomicLong(-1);
      poller.await(0, more::set);
      assertThat(more).as("nothing is ready any more").hasValue(-1);
    } finally {
      leaders.forEach(Leader::close);
    }
  }

  @Test
  void anExitBeforeTheWatchIsSeenToo() throws Exception {
    try (Poller poller = Poller.open();
        Leader leader = start("exit 0")) {
      Stage.await("a zombie", () -> !Stage.alive(leader.identity().pid()));
      poller.watch(leader, 5);
      AtomicLong seen = new AtomicLong(-1);
      poller.await(20_000, seen::set);
      assertThat(seen).hasValue(5);
      leader.departure(true);
    }
  }

  @Test
  void whoIsForgottenIsNotHeardOfAndMayBeWatchedAgain() throws Exception {
    try (Poller poller = Poller.open();
        Leader leader = start("exit 0")) {
      poller.watch(leader, 1);
      poller.forget(leader);
      poller.forget(leader); // twice does no harm
      Stage.await("a zombie", () -> !Stage.alive(leader.identity().pid()));
      AtomicLong seen = new AtomicLong(-1);
      poller.await(0, seen::set);
      assertThat(seen).hasValue(-1);
      poller.watch(leader, 2);
      poller.await(20_000, seen::set);
      assertThat(seen).hasValue(2);
      leader.departure(true);
    }
  }

  @Test
  void watchingTwiceIsAMistakeThatIsNamed() throws Exception {
    try (Poller poller = Poller.open();
        Leader leader = start("sleep 100")) {
      poller.watch(leader, 1);
      assertThatThrownBy(() -> poller.watch(leader, 2))
          .isInstanceOf(IOException.class)
          .hasMessage("epoll_ctl: File exists");
      leader.kill();
      Leader.await(leader.identity().pid());
    }
  }

  @Test
  void noWakeIsLostWheneverItComes() throws Exception {
    int rounds = 2000;
    AtomicLong asked = new AtomicLong();
    AtomicLong answered = new AtomicLong();
    try (Poller poller = Poller.open()) {
      Thread waker =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 1; i <= rounds; i++) {
                      asked.set(i);
                      poller.wake();
                      while (answered.get() < i) {
                        Thread.onSpinWait();
                      }
                    }
                  });
      while (answered.get() < rounds) {
        poller.await(-1, _ -> {}); // for ever: a lost wake would never end
        answered.set(asked.get());
      }
      waker.join();
    }
  }

  @Test
  void manyWakesAreOneAndTheNextPauseIsAPauseAgain() throws Exception {
    try (Poller poller = Poller.open()) {
      for (int i = 0; i < 100; i++) {
        poller.wake();
      }
      poller.await(-1, _ -> {});
      long start = System.nanoTime();
      poller.await(20, _ -> {});
      assertThat(System.nanoTime() - start).as("no wake is left over").isGreaterThan(19_000_000);
    }
  }

  @Test
  void wakingAClosedPollerWritesIntoNobodysFile() throws Exception {
    for (int round = 0; round < 20; round++) {
      Poller poller = Poller.open();
      CountDownLatch begun = new CountDownLatch(1);
      Thread waker =
          Thread.ofPlatform()
              .start(
                  () -> {
                    begun.countDown();
                    for (int i = 0; i < 2000; i++) {
                      poller.wake();
                    }
                  });
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      poller.close();
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < 4; i++) { // likely to get the numbers of the poller's descriptors
        files.add(folder.resolve(round + "." + i));
      }
      try (var _ = create(files.get(0));
          var _ = create(files.get(1));
          var _ = create(files.get(2));
          var _ = create(files.get(3))) {
        waker.join();
        poller.wake();
      }
      assertThat(files).allSatisfy(file -> assertThat(file).isEmptyFile());
    }
  }

  @Test
  void theFirstWriteToAFileIsHeardOnceAndTheNextAfterWatchingAgain() throws Exception {
    Path file = Files.createFile(folder.resolve("log"));
    try (Poller poller = Poller.open();
        Inotify inotify = Inotify.open()) {
      inotify.watchedBy(poller, 9);
      int watch = inotify.watch(file);
      append(file);
      append(file);
      assertThat(heard(poller, inotify, 20_000)).containsExactly(watch);
      append(file);
      assertThat(heard(poller, inotify, 0)).isEmpty();
      int again = inotify.watch(file);
      append(file);
      assertThat(heard(poller, inotify, 20_000)).containsExactly(again);
    }
  }

  @Test
  void writesToManyFilesAreEachHeard() throws Exception {
    try (Poller poller = Poller.open();
        Inotify inotify = Inotify.open()) {
      inotify.watchedBy(poller, 9);
      Map<Integer, Path> files = new TreeMap<>();
      for (int i = 0; i < 1500; i++) { // more events than one read takes
        Path file = Files.createFile(folder.resolve("log" + i));
        files.put(inotify.watch(file), file);
      }
      for (Path file : files.values()) {
        append(file);
      }
      assertThat(heard(poller, inotify, 20_000)).hasSameElementsAs(files.keySet());
    }
  }

  @Test
  void whatIsForgottenGoneOrNotThereIsNotHeardOf() throws Exception {
    Path kept = Files.createFile(folder.resolve("kept"));
    Path gone = Files.createFile(folder.resolve("gone"));
    try (Poller poller = Poller.open();
        Inotify inotify = Inotify.open()) {
      inotify.watchedBy(poller, 9);
      assertThat(inotify.watch(folder.resolve("never"))).isEqualTo(-1);
      inotify.watch(gone);
      Files.delete(gone);
      int forgotten = inotify.watch(kept);
      inotify.forget(forgotten);
      inotify.forget(forgotten);
      append(kept);
      assertThat(heard(poller, inotify, 0)).isEmpty();
      assertThat(inotify.watch(kept)).isNotEqualTo(forgotten);
    }
  }

  private static List<Integer> heard(Poller poller, Inotify inotify, int millis)
      throws IOException {
    List<Integer> written = new ArrayList<>();
    poller.await(
        millis,
        token -> {
          assertThat(token).isEqualTo(9);
          inotify.read(written::add);
        });
    return written;
  }

  private static AutoCloseable create(Path file) throws IOException {
    return Files.newOutputStream(file);
  }

  private static void append(Path file) throws IOException {
    Files.writeString(file, "x", StandardOpenOption.APPEND);
  }

  private Leader start(String script) throws Exception {
    return new Shell(folder).start(script);
  }
}
