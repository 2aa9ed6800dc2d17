package rhizome.runtime.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.runtime.entity.EventFeed.Batch;
import rhizome.runtime.entity.EventFeed.Entry;

class EventFeedTest {

  private final EventFeed feed = new EventFeed(3, 2, Runnable::run);

  @Test
  void aReaderGetsWhatCameAfterWhereItStood() {
    publish(2);
    Batch batch = feed.read(1, 10);
    assertThat(batch.entries()).extracting(Entry::event).containsExactly("event 2");
    assertThat(batch.missed()).isZero();
    assertThat(batch.position()).isEqualTo(2);
  }

  @Test
  void aSlowReaderIsToldHowMuchItMissed() {
    publish(10);
    Batch batch = feed.read(4, 10);
    assertThat(batch.entries())
        .extracting(Entry::event)
        .containsExactly("event 8", "event 9", "event 10");
    assertThat(batch.missed()).isEqualTo(3);
  }

  @Test
  void aWaitingReaderIsAnsweredByTheNextEvent() {
    CompletableFuture<Batch> answer = feed.next(0, 10).toCompletableFuture();
    assertThat(answer).isNotDone();
    publish(1);
    assertThat(answer.join().entries()).extracting(Entry::event).containsExactly("event 1");
  }

  @Test
  void aReaderBehindTheEndIsAnsweredAtOnce() {
    publish(2);
    assertThat(feed.next(0, 1).toCompletableFuture().join().entries())
        .extracting(Entry::position)
        .containsExactly(1L);
  }

  @Test
  void tooManyWaitingReadersAreRefusedAndTheOthersStillServed() {
    CompletableFuture<Batch> first = feed.next(0, 1).toCompletableFuture();
    feed.next(0, 1);
    assertThatThrownBy(() -> feed.next(0, 1).toCompletableFuture().join())
        .hasMessageContaining("too many readers");
    publish(1);
    assertThat(first.join().entries()).hasSize(1);
  }

  @Test
  void aReaderThatLeavesMakesRoomForAnother() {
    CompletableFuture<Batch> gone = feed.next(0, 1).toCompletableFuture();
    feed.next(0, 1);
    gone.cancel(false);
    CompletableFuture<Batch> next = feed.next(0, 1).toCompletableFuture();
    assertThat(next).isNotDone();
    publish(1);
    assertThat(next.join().entries()).hasSize(1);
  }

  @Test
  void whoReadsOnSeesEveryEventOnceOrIsToldItMissedIt() {
    Property.forAll(
        random -> {
          EventFeed any = new EventFeed(random.nextInt(1, 20), 1, Runnable::run);
          long position = 0;
          long seen = 0;
          long missed = 0;
          int total = 0;
          for (int round = 0; round < 20; round++) {
            int more = random.nextInt(10);
            for (int i = 0; i < more; i++) {
              total++;
              any.publish("x|1", total, 0, "event " + total);
            }
            Batch batch = any.read(position, random.nextInt(1, 10));
            assertThat(positions(batch)).isSorted();
            seen += batch.entries().size();
            missed += batch.missed();
            position = batch.position();
          }
          assertThat(seen + missed).isEqualTo(position).isLessThanOrEqualTo(total);
        });
  }

  private static List<Long> positions(Batch batch) {
    return batch.entries().stream().map(Entry::position).toList();
  }

  private void publish(int events) {
    for (int i = 1; i <= events; i++) {
      feed.publish("workload|shop/web#0", i, 1000 + i, "event " + i);
    }
  }
}
