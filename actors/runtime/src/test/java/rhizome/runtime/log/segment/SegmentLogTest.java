package rhizome.runtime.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.runtime.log.segment.KeptRecords.bytes;
import static rhizome.runtime.log.segment.KeptRecords.text;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.log.segment.LogRefused.Refusal;

@Timeout(60)
class SegmentLogTest {

  @TempDir Path temporary;

  /** A disk that lets one force through for each permit. */
  private static final class Gate implements SegmentLog.Force {
    final Semaphore arrived = new Semaphore(0);
    final Semaphore passes = new Semaphore(0);

    @Override
    public void force(FileChannel channel) throws IOException {
      arrived.release();
      try {
        if (!passes.tryAcquire(20, TimeUnit.SECONDS)) {
          throw new IOException("nobody opened the gate");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      channel.force(false);
    }

    void awaitForce() throws InterruptedException {
      assertThat(arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private SegmentLog gated(Gate gate, KeptRecords owner, int records, long bytes) {
    return SegmentLog.open(
        new SegmentSettings(temporary.resolve("log"), 1 << 20, 100, records, bytes), owner, gate);
  }

  private static void refused(Refusal refusal, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LogRefused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal))
        .hasMessageStartingWith(refusal + ": ");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("log"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".log"))
          .filter(name -> !name.equals(SegmentLock.FILE))
          .sorted()
          .toList();
    }
  }

  private static String name(int segment) {
    return "%020d.log".formatted(segment);
  }

  @Test
  void recordsAreReadBackInTheOrderTheyCameIn() throws Exception {
    Path folder = temporary.resolve("log");
    KeptRecords owner = new KeptRecords();
    List<String> written = new ArrayList<>();
    for (int life = 0; life < 3; life++) {
      owner = new KeptRecords();
      try (SegmentLog log = KeptRecords.open(folder, owner)) {
        assertThat(owner.texts).isEqualTo(written);
        written.addAll(KeptRecords.write(log, 100));
        assertThat(owner.texts).isEqualTo(written);
        try (SegmentReader reader = log.reader()) {
          for (int i = written.size() - 1; i >= 0; i--) {
            assertThat(text(reader.read(owner.places.get(i)))).isEqualTo(written.get(i));
          }
        }
      }
    }
    assertThat(files()).hasSizeGreaterThan(5);
    assertThat(owner.places)
        .allSatisfy(place -> assertThat(place.offset() + place.length()).isLessThan(1024));
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsOnTheDisk() throws Exception {
    Gate gate = new Gate();
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = gated(gate, owner, 10, 1000)) {
      CompletableFuture<Place> first = log.append(bytes("first"));
      gate.awaitForce();
      assertThat(first).isNotDone();
      assertThat(owner.texts).isEmpty();
      gate.passes.release();
      assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(owner.places.getFirst());
      assertThat(owner.texts).containsExactly("first");
    }
  }

  @Test
  void whatWaitsAtTheSameTimeIsForcedTogether() throws Exception {
    Gate gate = new Gate();
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = gated(gate, owner, 100, 10_000)) {
      List<CompletableFuture<Place>> all = new ArrayList<>();
      all.add(log.append(bytes("first")));
      gate.awaitForce();
      for (int i = 0; i < 99; i++) {
        all.add(log.append(bytes("other " + i)));
      }
      CompletableFuture<Place> settled = log.settled();
      assertThat(settled).isNotDone();
      gate.passes.release(2);
      settled.get(20, TimeUnit.SECONDS);
      assertThat(all).allSatisfy(one -> assertThat(one).isCompleted());
      assertThat(log.groups()).isEqualTo(2);
      assertThat(owner.texts).hasSize(100);
    }
  }

  @Test
  void aFullQueueRefusesByNameAndTakesAgainLater() throws Exception {
    Gate gate = new Gate();
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = gated(gate, owner, 3, 100)) {
      CompletableFuture<Place> first = log.append(bytes("first"));
      gate.awaitForce();
      CompletableFuture<Place> _ = log.append(bytes("second"));
      refused(Refusal.QUEUE_FULL, () -> log.append(new byte[95]));
      CompletableFuture<Place> _ = log.append(bytes("third"));
      CompletableFuture<Place> last = log.append(bytes("fourth"));
      refused(Refusal.QUEUE_FULL, () -> log.append(bytes("fifth")));
      gate.passes.release(3);
      first.get(20, TimeUnit.SECONDS);
      last.get(20, TimeUnit.SECONDS);
      log.append(bytes("sixth")).get(20, TimeUnit.SECONDS);
    }
    assertThat(owner.texts).containsExactly("first", "second", "third", "fourth", "sixth");
  }

  @Test
  void aRecordHasALimitAndAtLeastOneByte() {
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = KeptRecords.open(temporary.resolve("log"), owner)) {
      refused(Refusal.TOO_LARGE, () -> log.append(new byte[4097]));
      assertThatThrownBy(() -> log.append(new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
      log.append(new byte[4096]).join();
    }
    assertThat(owner.texts).hasSize(1);
  }

  @Test
  void whatWaitsWhenTheLogIsClosedIsWritten() throws Exception {
    Gate gate = new Gate();
    SegmentLog log = gated(gate, new KeptRecords(), 10, 1000);
    CompletableFuture<Place> _ = log.append(bytes("first"));
    gate.awaitForce();
    CompletableFuture<Place> second = log.append(bytes("second"));
    gate.passes.release(2);
    log.close();
    assertThat(second).isCompleted();
    refused(Refusal.CLOSED, () -> log.append(bytes("third")));
    log.close();
    assertThat(KeptRecords.in(temporary.resolve("log")).texts).containsExactly("first", "second");
  }

  @Test
  void oneFolderHasOneLog() {
    Path folder = temporary.resolve("log");
    try (SegmentLog log = KeptRecords.open(folder, new KeptRecords())) {
      refused(Refusal.IN_USE, () -> KeptRecords.open(folder, new KeptRecords()));
      log.append(bytes("still here")).join();
    }
    assertThat(KeptRecords.in(folder).texts).containsExactly("still here");
  }

  @Test
  void aRecordLargerThanASegmentHasOneToItself() throws Exception {
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = KeptRecords.open(temporary.resolve("log"), owner)) {
      log.append(bytes("small")).join();
      log.append(new byte[4000]).join();
      log.append(bytes("small again")).join();
    }
    assertThat(owner.places).extracting(Place::segment).containsExactly(1L, 2L, 3L);
    assertThat(KeptRecords.in(temporary.resolve("log")).texts).isEqualTo(owner.texts);
  }

  @Test
  void aSegmentGoesOnceNothingInItIsNeeded() throws Exception {
    Path folder = temporary.resolve("log");
    KeptRecords owner = new KeptRecords();
    List<String> written;
    try (SegmentLog log = KeptRecords.open(folder, owner)) {
      written = KeptRecords.write(log, 60);
      long before = owner.places.getLast().segment();
      assertThat(before).isGreaterThan(3);
      owner.needNot(60);
      log.append(new byte[1000]).join();
      assertThat(files())
          .as("all at once, when the next begins")
          .containsExactly(name((int) before + 1));
      try (SegmentReader reader = log.reader()) {
        assertThatThrownBy(() -> reader.read(owner.places.getFirst()))
            .isInstanceOf(NoSuchFileException.class);
      }
    }
    KeptRecords found = KeptRecords.in(folder);
    assertThat(found.texts).containsExactly(text(new byte[1000]));
    assertThat(found.prefaces).containsExactly("after " + written.size());
  }

  @Test
  void whatANeededSegmentHoldsStaysInTheMiddleOfTheOthers() throws Exception {
    Path folder = temporary.resolve("log");
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = KeptRecords.open(folder, owner)) {
      for (int i = 0; i < 5; i++) {
        log.append(new byte[1000]).join();
      }
      owner.places.remove(3);
      owner.places.remove(1);
      log.append(bytes("the next segment begins")).join();
    }
    assertThat(files()).containsExactly(name(1), name(3), name(5), name(6));
    assertThat(KeptRecords.in(folder).texts).hasSize(4);
  }

  @Test
  void whatCouldNotBeDeletedIsWhenTheLogIsOpened() throws Exception {
    Path folder = temporary.resolve("log");
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = KeptRecords.open(folder, owner)) {
      log.append(new byte[1000]).join();
      byte[] first = Files.readAllBytes(folder.resolve(name(1)));
      owner.needNot(1);
      log.append(new byte[1000]).join();
      assertThat(files()).containsExactly(name(2));
      Files.write(folder.resolve(name(1)), first);
      Files.write(folder.resolve(name(3) + ".new"), first);
    }
    assertThat(KeptRecords.in(folder).texts).hasSize(1);
    assertThat(files()).containsExactly(name(2));
  }
}
