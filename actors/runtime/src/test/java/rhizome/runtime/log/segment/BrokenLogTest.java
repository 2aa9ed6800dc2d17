package rhizome.runtime.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static rhizome.runtime.log.segment.KeptRecords.bytes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.log.segment.LogRefused.Refusal;

/** A disk that fails once is not asked again; and what was acknowledged before is there. */
@Timeout(60)
class BrokenLogTest {

  @TempDir Path temporary;

  /** Fails once, when it is told to, and would work again: as the kernel does. */
  private static final class FaultyDisk implements SegmentLog.Force {
    final Semaphore held = new Semaphore(0);
    final Semaphore arrived = new Semaphore(0);
    volatile boolean fails;
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public void force(FileChannel channel) throws IOException {
      asked.incrementAndGet();
      if (fails) {
        fails = false;
        arrived.release();
        held.acquireUninterruptibly();
        throw new IOException("Input/output error");
      }
      channel.force(false);
    }
  }

  private static void broken(ThrowingCallable call, String cause) {
    assertThatThrownBy(call)
        .satisfies(
            e -> {
              Throwable refused = e instanceof ExecutionException ? e.getCause() : e;
              assertThat(refused)
                  .isInstanceOfSatisfying(
                      LogRefused.class, r -> assertThat(r.refusal()).isEqualTo(Refusal.BROKEN));
              assertThat(refused).hasRootCauseMessage(cause);
            });
  }

  @Test
  void afterAFailedForceNothingIsTriedAgain() throws Exception {
    Path folder = temporary.resolve("log");
    FaultyDisk disk = new FaultyDisk();
    KeptRecords owner = new KeptRecords();
    try (SegmentLog log = SegmentLog.open(KeptRecords.small(folder), owner, disk)) {
      List<String> written = KeptRecords.write(log, 3);
      disk.fails = true;
      CompletableFuture<Place> failed = log.append(bytes("failed"));
      assertThat(disk.arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Place> waited = log.append(bytes("waited"));
      CompletableFuture<Place> settled = log.settled();
      int asked = disk.asked.get();
      disk.held.release();

      broken(() -> failed.get(20, TimeUnit.SECONDS), "Input/output error");
      broken(() -> waited.get(20, TimeUnit.SECONDS), "Input/output error");
      broken(() -> settled.get(20, TimeUnit.SECONDS), "Input/output error");
      broken(() -> log.append(bytes("later")), "Input/output error");
      broken(log::settled, "Input/output error");
      assertThat(disk.asked).hasValue(asked);
      assertThat(owner.texts).isEqualTo(written);
    }
    assertThat(KeptRecords.in(folder).texts)
        .startsWith("record 0 ", "record 1 x", "record 2 xx")
        .doesNotContain("waited", "later");
  }

  @Test
  void whenTheOwnerFailsTheLogDoes() throws Exception {
    KeptRecords kept = new KeptRecords();
    SegmentLog.Owner owner =
        new SegmentLog.Owner() {
          @Override
          public void preface(byte[] preface) {}

          @Override
          public void recorded(Place place, byte[] record) {
            throw new IllegalStateException("a fault of ours");
          }

          @Override
          public byte[] preface() {
            return kept.preface();
          }

          @Override
          public Set<Long> needed() {
            return kept.needed();
          }
        };
    try (SegmentLog log = SegmentLog.open(KeptRecords.small(temporary.resolve("log")), owner)) {
      CompletableFuture<Place> first = log.append(bytes("first"));
      broken(() -> first.get(20, TimeUnit.SECONDS), "a fault of ours");
      broken(log::settled, "a fault of ours");
    }
  }

  @Test
  void aFullDiskEndsTheLogAndLosesNothing() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
    assumeTrue(mounted, "mounting a small tmpfs is not permitted here: no full disk to test on");
    try {
      Path folder = disk.resolve("log");
      Path filler = Files.write(disk.resolve("filler"), new byte[64 << 10]);
      KeptRecords owner = new KeptRecords();
      try (SegmentLog log = KeptRecords.open(folder, owner)) {
        fill(log);
        broken(() -> log.append(bytes("small")), "No space left on device");
      }
      assertThat(owner.texts).hasSizeGreaterThan(30);
      Files.delete(filler);
      KeptRecords again = new KeptRecords();
      try (SegmentLog log = KeptRecords.open(folder, again)) {
        assertThat(again.texts).startsWith(owner.texts.toArray(new String[0]));
        log.append(bytes("there is room again")).join();
      }
      assertThat(KeptRecords.in(folder).texts).last().isEqualTo("there is room again");
    } finally {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static void fill(SegmentLog log) throws Exception {
    CompletableFuture<Place> last = CompletableFuture.completedFuture(Place.NOWHERE);
    while (!last.isCompletedExceptionally()) {
      last = log.append(new byte[3000]);
      try {
        last.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        broken(
            () -> {
              throw e;
            },
            "No space left on device");
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
