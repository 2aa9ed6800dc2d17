package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Input;
import rhizome.ledger.replica.Message;
import rhizome.ledger.replica.Output;
import rhizome.ledger.replica.Peer;

class LineTest {

  private static final Peer PEER = new Peer("peer");

  private final Line line = new Line(3, 1);

  private static Input heard(Message message) {
    return new Input.Arrived(5, PEER, message);
  }

  private static Input small(long height) {
    return heard(new Message.WantShare(height, Hash.ZERO));
  }

  private static Input large() {
    return heard(new Message.Blocks(List.of()));
  }

  @Test
  void whoWaitsIsServedInTheOrderOfArrival() {
    line.add(small(1));
    line.add(large());
    line.add(new Input.Started(5));
    assertThat(line.next()).isEqualTo(small(1));
    assertThat(line.next()).isEqualTo(large());
    assertThat(line.next()).isEqualTo(new Input.Started(5));
    assertThat(line.next()).isNull();
    assertThat(line.isEmpty()).isTrue();
  }

  @Test
  void whatPeersSayBeyondTheLimitIsDroppedAndCounted() {
    for (int i = 0; i < 3; i++) {
      assertThat(line.add(small(i))).isTrue();
    }
    assertThat(line.add(small(4))).isFalse();
    assertThat(line.add(large())).isFalse();
    assertThat(line.dropped()).isEqualTo(2);
    assertThat(line.dropped()).isZero();
    line.next();
    assertThat(line.add(small(5))).isTrue();
  }

  @Test
  void ofLargeOnesFewerFind() {
    assertThat(line.add(large())).isTrue();
    assertThat(line.add(large())).isFalse();
    assertThat(line.add(small(1))).isTrue();
    line.next();
    assertThat(line.add(large())).isTrue();
  }

  @Test
  void whatTheHostSaysAlwaysFindsRoom() {
    for (int i = 0; i < 5; i++) {
      line.add(small(i));
    }
    assertThat(line.add(new Input.TimedOut(5, Timer.PROPOSE, 1, 0))).isTrue();
  }

  @Test
  void whatCarriesABlockIsLarge() {
    Solo solo = new Solo().blocks(1);
    var candidate = solo.outputs(Output.Keep.class).getFirst().candidate();
    Vote vote = Vote.cast(solo.hamlet.voter(0), Vote.Kind.PREVOTE, 1, 0, Optional.empty());
    var bare = new Message.Said(vote, Optional.empty(), List.of());
    var loaded = new Message.Said(vote, Optional.of(candidate), List.of());
    assertThat(Line.isLarge(bare)).isFalse();
    assertThat(Line.isLarge(loaded)).isTrue();
    assertThat(Line.isLarge(new Message.Position(1, List.of(bare)))).isFalse();
    assertThat(Line.isLarge(new Message.Position(1, List.of(bare, loaded)))).isTrue();
  }
}
