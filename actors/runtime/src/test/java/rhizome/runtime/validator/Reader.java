package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.TransactionId;

/** Follows one validator, and holds what it says to what a chain is. */
final class Reader {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Map<Long, Hash> headers = new LinkedHashMap<>();
  final List<TransactionId> entries = new ArrayList<>();
  final List<TransactionId> gone = new ArrayList<>();
  long height = -1;
  int stands;

  private final TestProbe<News> probe;
  private @Nullable Ledger ledger;

  Reader(TestProbe<News> probe) {
    this.probe = probe;
  }

  /** Reads until it is so; the deadline is for one more piece of news. */
  void await(BooleanSupplier until) {
    while (!until.getAsBoolean()) {
      take(probe.receiveMessage(PATIENCE));
    }
  }

  void awaitMore(int blocks) {
    await(() -> height >= 0);
    long wanted = height + blocks;
    await(() -> height >= wanted);
  }

  void awaitAll(List<Entry> wanted) {
    List<TransactionId> ids = wanted.stream().map(Entry::id).toList();
    await(() -> entries.size() >= ids.size() && entries.containsAll(ids));
  }

  /** Until these coins of the beginning are spent, also in blocks that were jumped over. */
  void awaitSpent(Hamlet hamlet, int from, int to) {
    await(
        () ->
            IntStream.range(from, to)
                .allMatch(i -> ledger != null && ledger.coin(hamlet.coin(i)).isEmpty()));
  }

  private void take(News news) {
    switch (news) {
      case News.Stands(var now, var oldest) -> {
        assertThat(oldest).isLessThanOrEqualTo(now.tip().height() + 1);
        assertThat(now.tip().height()).as("never back").isGreaterThanOrEqualTo(height);
        ledger = now;
        height = now.tip().height();
        stands++;
      }
      case News.Final(var sealed, var now) -> {
        assertThat(sealed.height()).as("one after the other").isEqualTo(height + 1);
        assertThat(now.tip().height()).isEqualTo(sealed.height());
        ledger = now;
        height = sealed.height();
        headers.put(height, sealed.candidate().value());
        sealed.candidate().block().entries().forEach(it -> entries.add(it.id()));
      }
      case News.Gone(var id) -> gone.add(id);
    }
  }

  /** Where both know a block, it is the same. */
  void agreesWith(Reader other) {
    headers.forEach(
        (at, header) -> {
          if (other.headers.containsKey(at)) {
            assertThat(other.headers).as("fork at %d", at).containsEntry(at, header);
          }
        });
  }
}
