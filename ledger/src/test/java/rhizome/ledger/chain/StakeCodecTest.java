package rhizome.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/** The bytes of what is said of stake, written down so that they stay the same. */
class StakeCodecTest {

  private static final Hash CHAIN = new Hash(1, 2, 3, 4);
  private static final PublicKey KEY = new PublicKey(new Hash(5, 6, 7, 8));
  private static final Terms TERMS = new Terms(new Condition.Nil(), 10_000, new Hash(9, 9, 9, 9));

  private static final String CHAIN_HEX =
      "0000000000000001000000000000000200000000000000030000000000000004";
  private static final String KEY_HEX =
      "010000000000000005000000000000000600000000000000070000000000000008";
  private static final String NOTHING = "00000000";
  private static final String NO_AMOUNTS = "00".repeat(16);

  private static Content content(Move of, Optional<PublicKey> bond, Optional<Order> order) {
    Move stakes = new Move(of.inputs(), of.outputs(), bond);
    return new Content(CHAIN, Move.NONE, stakes, 0, 0, order, Bytes.EMPTY);
  }

  private static void isWritten(Content content, String... parts) {
    Entry entry = Entry.open(content);
    String nil = "0000".repeat(content.places());
    String hex = String.join("", parts) + nil;
    assertThat(HexFormat.of().formatHex(entry.encode())).isEqualTo(hex);
    assertThat(Entry.decode(HexFormat.of().parseHex(hex))).isEqualTo(entry);
  }

  @Test
  void aBond() {
    Move move =
        new Move(
            List.of(new OutputId(new Hash(1, 1, 1, 1))),
            List.of(new Holding(7, new Condition.Nil())));
    isWritten(
        content(move, Optional.of(KEY), Optional.empty()),
        CHAIN_HEX,
        "0000",
        "02" + "0000000000000001".repeat(4),
        "02" + "0700000000000000" + "0000",
        "01" + KEY_HEX,
        NO_AMOUNTS,
        "00",
        "00");
  }

  @Test
  void anEnrolment() {
    isWritten(
        content(Move.NONE, Optional.empty(), Optional.of(new Order.Enrol(3, KEY, TERMS))),
        CHAIN_HEX,
        NOTHING,
        "00",
        NO_AMOUNTS,
        "05" + "0300000000000000" + KEY_HEX,
        "0000" + "1027" + "0000000000000009".repeat(4),
        "00");
  }

  @Test
  void aLeave() {
    isWritten(
        content(Move.NONE, Optional.empty(), Optional.of(new Order.Leave(4, KEY))),
        CHAIN_HEX,
        NOTHING,
        "00",
        NO_AMOUNTS,
        "06" + "0400000000000000" + KEY_HEX,
        "00");
  }

  @Test
  void coinsAreBondedToNobody() {
    Move coins = new Move(List.of(), List.of(), Optional.of(KEY));
    assertThatThrownBy(
            () -> new Content(CHAIN, coins, Move.NONE, 0, 0, Optional.empty(), Bytes.EMPTY))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void noOtherFormIsRead() {
    byte[] bond = Entry.open(content(Move.NONE, Optional.of(KEY), Optional.empty())).encode();
    bond[36] = 2;
    assertThatThrownBy(() -> Entry.decode(bond)).isInstanceOf(Malformed.class);
    Order enrol = new Order.Enrol(3, KEY, TERMS);
    byte[] more = Entry.open(content(Move.NONE, Optional.empty(), Optional.of(enrol))).encode();
    int commission = 32 + 4 + 1 + 16 + 1 + 8 + 33 + 2;
    assertThat(more[commission]).isEqualTo((byte) 0x10);
    more[commission]++;
    assertThatThrownBy(() -> Entry.decode(more))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("commission");
    byte[] other = Entry.open(content(Move.NONE, Optional.empty(), Optional.of(enrol))).encode();
    other[32 + 4 + 1 + 16] = 7;
    assertThatThrownBy(() -> Entry.decode(other)).isInstanceOf(Malformed.class);
  }

  private static Block accusing() {
    KeyPair pair = KeyPair.of(Blake.of(new byte[] {1}));
    Voter voter = Voter.of(CHAIN, pair);
    Evidence evidence =
        new Evidence.Equivocation(
            Vote.cast(voter, Vote.Kind.PREVOTE, 7, 1, Optional.empty()),
            Vote.cast(voter, Vote.Kind.PREVOTE, 7, 1, Optional.of(CHAIN)));
    return new Block(
        new Block.Position(CHAIN, 8, 9, BlockId.NONE), List.of(), List.of(), List.of(evidence));
  }

  @Test
  void aBlockWithEvidence() {
    Block block = accusing();
    byte[] octets = block.encode();
    assertThat(Block.decode(octets)).isEqualTo(block);
    assertThat(octets).hasSize(32 + 8 + 8 + 32 + 3 + 112 + 144);
    assertThat(HexFormat.of().formatHex(octets))
        .startsWith(
            CHAIN_HEX
                + "08000000000000000900000000000000"
                + "00".repeat(32)
                + "000002"
                + "01070000000000000001000000"
                + "00");
    assertThat(Blake.of(octets).hex())
        .isEqualTo("89dd90370ec9510a873a703cad206ae9a41b68f65e90286b3868b055597679d6");
    assertThat(block.id().hash().hex())
        .isEqualTo("4ce393a25c0177ce53bc320bc64e7c74b756bdc69748c6f31be49efc43b8387d");
  }

  @Test
  void whatABlockAccusesIsInItsName() {
    Block block = accusing();
    Block silent =
        new Block(new Block.Position(CHAIN, 8, 9, BlockId.NONE), List.of(), List.of(), List.of());
    assertThat(silent.id()).isNotEqualTo(block.id());
    assertThat(silent.id().hash().hex())
        .isEqualTo("08c8fc6fba5cfb7f11169a18b502383d7fb3b49cd5d6d69e34772a99f8998ada");
  }

  @Test
  void foundersAreInTheNameOfTheirChain() {
    Genesis plain = founded();
    Holding stake = new Holding(5, new Condition.Nil());
    var founder = new Genesis.Founder(KEY, TERMS, stake);
    Genesis founded = founded(founder);
    assertThat(plain.chain().hex())
        .isEqualTo("3a939605374ba2b1ec09b67a0e7070f02bc00ebdd6613414b3e133dcef72a799");
    assertThat(founded.chain().hex())
        .isEqualTo("980ff3c27926b961a9d53efd7243422cd4268a69f5d4a47d499243b0ed08566e");
    assertThat(founded.allStakes()).containsExactly(stake);
    assertThatThrownBy(() -> founded(founder, founder)).isInstanceOf(Malformed.class);
    Holding most = new Holding(Long.MAX_VALUE, new Condition.Nil());
    assertThatThrownBy(
            () -> founded(founder, new Genesis.Founder(new PublicKey(CHAIN), TERMS, most)))
        .isInstanceOf(Malformed.class);
  }

  private static Genesis founded(Genesis.Founder... founders) {
    return new Genesis(
        1, List.of(), List.of(), Optional.empty(), Optional.empty(), List.of(), List.of(founders));
  }
}
