package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopTest {

  private static final long MILLI = 1_000_000;

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private Loop loop = newLoop();

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void ordersOfOneThreadAreDoneInTheirOrder() throws Exception {
    IntStream.range(0, 1000).forEach(i -> loop.execute(() -> done.add(Integer.toString(i))));
    drain();
    assertThat(done).isEqualTo(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
  }

  @Test
  void ordersOfManyThreadsAreAllDone() throws Exception {
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    Thread.ofPlatform()
                        .start(
                            () ->
                                IntStream.range(0, 500)
                                    .forEach(_ -> loop.execute(() -> done.add("x")))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    drain();
    assertThat(done).hasSize(4000);
  }

  @Test
  void timersRingInTheOrderOfTheirTimesAndNotBefore() throws Exception {
    CountDownLatch rung = new CountDownLatch(3);
    long start = System.nanoTime();
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    loop.execute(
        () -> {
          for (int millis : List.of(60, 20, 40)) {
            loop.after(
                millis * MILLI,
                () -> {
                  done.add(millis + " ms");
                  times.add((System.nanoTime() - start) / MILLI);
                  rung.countDown();
                });
          }
        });
    assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).containsExactly("20 ms", "40 ms", "60 ms");
    assertThat(times.get(0)).isGreaterThanOrEqualTo(20);
    assertThat(times.get(2)).isGreaterThanOrEqualTo(60);
  }

  @Test
  void aTimerCalledOffDoesNotRing() throws Exception {
    CountDownLatch last = new CountDownLatch(1);
    loop.execute(
        () -> {
          Loop.Timer off = loop.after(5 * MILLI, () -> done.add("called off"));
          loop.after(20 * MILLI, last::countDown);
          off.callOff();
        });
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).isEmpty();
  }

  @Test
  void aTimerIsNotHeldUpByAFloodOfOrders() throws Exception {
    CountDownLatch rung = new CountDownLatch(1);
    loop.execute(() -> loop.after(0, rung::countDown));
    for (int i = 0; i < 10_000; i++) {
      loop.execute(
          () -> {
            if (rung.getCount() > 0) {
              done.add("before");
            }
          });
    }
    drain();
    assertThat(rung.getCount()).isZero();
    assertThat(done).as("orders served before the timer").hasSizeLessThan(100);
  }

  @Test
  void oneOrderThatFailsTakesNoOtherWithIt() throws Exception {
    loop.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    loop.execute(() -> done.add("after"));
    drain();
    assertThat(done).containsExactly("after");
  }

  @Test
  void aClosedLoopTakesOrdersAndDoesNothing() {
    loop.close();
    loop.execute(() -> done.add("late"));
    assertThat(done).isEmpty();
    loop = newLoop();
    loop.start();
  }

  @Test
  void timeNeverRunsBackwards() {
    Ticker ticker = new Ticker();
    var before = ticker.instant();
    for (int i = 0; i < 10_000; i++) {
      var now = ticker.instant();
      assertThat(now).isAfterOrEqualTo(before);
      before = now;
    }
  }

  private void drain() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    loop.execute(end::countDown);
    assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static Loop newLoop() {
    try {
      return new Loop("test-loop");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
