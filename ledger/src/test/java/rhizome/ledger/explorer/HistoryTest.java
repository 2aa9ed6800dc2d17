package rhizome.ledger.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.transaction.OutputId;

/** What is remembered of blocks that are read without a ledger. */
class HistoryTest {

  private static final PublicKey ANNA = new PublicKey(Blake.of(new byte[] {1}));
  private static final PublicKey BERT = new PublicKey(Blake.of(new byte[] {2}));
  private static final Line END = Line.at(Long.MAX_VALUE, 0);

  private static Address of(PublicKey key) {
    return Address.of(key);
  }

  private static Entry pay(PublicKey from, OutputId spent, PublicKey to, long units) {
    Move coins =
        new Move(List.of(spent), List.of(new Holding(units, new Condition.ToAddress(of(to)))));
    Content content = new Content(Hash.ZERO, coins, Move.NONE, 0, 0, Optional.empty(), Bytes.EMPTY);
    return Entry.open(content).with(0, new Fulfillment.Single(from, Signature.ABSENT));
  }

  private static Block block(long height, Entry... entries) {
    BlockId parent = new BlockId(Hash.ZERO);
    return new Block(
        new Block.Position(Hash.ZERO, height, height, parent),
        List.of(entries),
        List.of(),
        List.of());
  }

  private static OutputId somewhere(long number) {
    return new OutputId(new Hash(0, 0, 0, number));
  }

  @Test
  void whatARecalledBlockMadeTheNextOneSpendsInFull() {
    History history = new History(100, 7);
    Worth.Read read = new Worth.Read();
    Entry first = pay(ANNA, somewhere(1), BERT, 5);
    Entry second = pay(BERT, Names.coin(first.id(), 0), ANNA, 4);
    for (Block each : List.of(block(7, first), block(8, second))) {
      history.follow(each, read);
      read.follow(each);
    }
    assertThat(history.lines(of(BERT), END))
        .containsExactly(new Line(8, 0, 0, 5, 0, 0, true), new Line(7, 0, 5, 0, 0, 0, false));
    assertThat(history.lines(of(ANNA), END))
        .as("what she spent first was made before")
        .containsExactly(new Line(8, 0, 4, 0, 0, 0, true), new Line(7, 0, 0, 0, 0, 0, false));
    assertThat(read.made()).containsOnlyKeys(Names.coin(second.id(), 0).hash());
  }

  @Test
  void nothingIsKeptOfABlockThatIsForgotten() {
    History history = new History(18, 1);
    for (long height = 1; height <= 50; height++) {
      history.follow(block(height, pay(ANNA, somewhere(height), BERT, height)), new Worth.Read());
      assertThat(history.size()).isLessThanOrEqualTo(3 * 18);
    }
    assertThat(history.since()).isEqualTo(48);
    assertThat(history.next()).isEqualTo(51);
    assertThat(history.lines(of(BERT), END)).hasSize(3);
  }

  @Test
  void oneBlockIsKeptHoweverLargeItIs() {
    History history = new History(1, 1);
    history.follow(block(1, pay(ANNA, somewhere(1), BERT, 1)), new Worth.Read());
    history.follow(block(2, pay(ANNA, somewhere(2), BERT, 1)), new Worth.Read());
    assertThat(history.since()).isEqualTo(2);
    assertThat(history.block(2)).isPresent();
    assertThatThrownBy(() -> history.follow(block(4), new Worth.Read()))
        .hasMessageContaining("block 4, not 3");
  }
}
