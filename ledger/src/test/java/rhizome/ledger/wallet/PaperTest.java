package rhizome.ledger.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.pool.Answer;
import rhizome.ledger.transaction.OutputId;

/** Papers that go round those who sign them, and what a signer can know of them. */
class PaperTest {

  private static boolean isTo(int who, Condition condition) {
    return condition instanceof Condition.ToAddress(var address)
        && Walk.keyring(who + 1, 3).has(address);
  }

  private static Paper paper(Built built) {
    assertThat(built).isInstanceOf(Built.Ready.class);
    return ((Built.Ready) built).paper();
  }

  @Test
  void anyPaperIsReadAsItWasWritten() {
    Property.forAll(
        200,
        random -> {
          Paper paper = PaperSamples.of(random);
          assertThat(Paper.decode(paper.encode())).isEqualTo(paper);
          assertThat(paper.open().isCopyOf(paper)).isTrue();
          assertThat(paper.open().entry().id()).isEqualTo(paper.entry().id());
        });
  }

  // -- who signs

  private static List<Integer> shuffled(List<Integer> of, RandomGenerator random) {
    List<Integer> all = new ArrayList<>(of);
    Collections.shuffle(all, Random.from(random));
    return all;
  }

  /** Whoever signs first, and whether they pass one copy on or sign a copy each. */
  @Test
  void signedByAsManyAsAreAskedInAnyOrderItIsTheSameBytes() {
    Property.forAll(
        20,
        random -> {
          int need = random.nextInt(1, 4);
          List<Address> all =
              shuffled(List.of(0, 1, 2), random).stream().map(Walk::address).toList();
          Condition terms = new Condition.Multisig(need, all);
          Walk walk = new Walk(new Holding(90_000, terms), new Holding(80_000, terms));
          int payer = random.nextInt(3);
          Payment payment = Payment.to(Walk.address(payer), 100_000);
          Paper open =
              paper(walk.wallet(payer).sendShared((Condition.Multisig) terms, payment)).open();
          List<Integer> signers = shuffled(List.of(0, 1, 2), random).subList(0, need);
          Paper passed = open;
          for (int who : signers) {
            assertThat(passed.isComplete()).isFalse();
            passed = passed.signed(walk.keyrings.get(who));
          }
          Paper gathered = open;
          for (int who : shuffled(signers, random)) {
            gathered = gathered.combined(open.signed(walk.keyrings.get(who)));
          }
          assertThat(passed.isComplete()).isTrue();
          assertThat(gathered.encode()).isEqualTo(passed.encode());
          assertThat(walk.pool.offer(passed.entry())).isInstanceOf(Answer.Waits.class);
        });
  }

  @Test
  void whoIsLackingIsSaidUntilNobodyIs() {
    Condition.Multisig terms =
        new Condition.Multisig(2, List.of(Walk.address(2), Walk.address(0), Walk.address(1)));
    Walk walk =
        new Walk(new Holding(90_000, new Condition.TimeLock(1, terms)), new Holding(9, Walk.to(1)));
    Paper open =
        paper(walk.wallet(0).sendShared(terms, Payment.to(Walk.address(1), 10_000))).open();
    assertThat(open.lacks()).containsExactly(new Paper.Lack(0, 2, terms.addresses()));
    assertThat(open.signed(Walk.keyring(9, 2))).as("a stranger adds nothing").isEqualTo(open);
    assertThat(open.combined(open)).isEqualTo(open);
    Paper once = open.signed(walk.keyrings.get(0));
    assertThat(once.lacks())
        .containsExactly(new Paper.Lack(0, 1, List.of(Walk.address(2), Walk.address(1))));
    assertThat(once.signed(walk.keyrings.get(0))).as("nobody signs twice").isEqualTo(once);
    assertThat(once.signed(walk.keyrings.get(1)).lacks()).isEmpty();

    Paper other = new Paper(open.entry(), List.of(new Holding(90_000, Walk.to(1))));
    assertThat(other.lacks()).containsExactly(new Paper.Lack(0, 1, List.of(Walk.address(1))));
    var swap = new Condition.Swap(Walk.address(0), Walk.address(1), Blake.of(new byte[1]), 9);
    assertThat(new Paper(open.entry(), List.of(new Holding(90_000, swap))).lacks())
        .containsExactly(new Paper.Lack(0, 1, List.of(Walk.address(1), Walk.address(0))));
  }

  @Test
  void sharedCoinsAreThoseOfTheAddressWhateverTheOrderInTheirTerms() {
    var one = new Condition.Multisig(1, List.of(Walk.address(0), Walk.address(1)));
    var other = new Condition.Multisig(1, List.of(Walk.address(1), Walk.address(0)));
    Walk walk =
        new Walk(
            new Holding(60_000, one),
            new Holding(60_000, other),
            new Holding(90_000, new Condition.TimeLock(5, one)));
    Paper paper = paper(walk.wallet(0).sendShared(other, Payment.to(Walk.address(2), 100_000)));
    assertThat(paper.spent()).extracting(Holding::units).containsExactly(60_000L, 60_000L);
    assertThat(walk.pool.offer(paper.entry())).isInstanceOf(Answer.Waits.class);
    Built more = walk.wallet(0).sendShared(one, Payment.to(Walk.address(2), 150_000));
    assertThat(more).as("what is locked is not there yet").isInstanceOf(Built.Refused.class);
  }

  /** A machine without the keys writes what the one with the keys signs. */
  @Test
  void aWalletWithoutItsKeysWritesWhatTheKeysSign() {
    Walk walk = new Walk(new Holding(90_000, Walk.to(0)));
    Keyring known = Keyring.watching(walk.keyrings.get(0).addresses());
    Wallet watching = new Wallet(known, walk.rules, walk.ledger);
    assertThat(watching.balance()).isEqualTo(walk.wallet(0).balance());
    Paper paper = paper(watching.send(Payment.to(Walk.address(1), 4_000)));
    assertThat(paper.isComplete()).isFalse();
    assertThat(paper).isEqualTo(paper.open());
    Paper signed = Paper.decode(paper.encode()).signed(walk.keyrings.get(0));
    assertThat(signed).isEqualTo(paper(walk.wallet(0).send(Payment.to(Walk.address(1), 4_000))));
    assertThat(walk.pool.offer(signed.entry())).isInstanceOf(Answer.Waits.class);
    assertThatThrownBy(() -> Keyring.watching(List.of())).hasMessageContaining("from 1 to 2500");
  }

  // -- what a signer can know

  @Test
  void whatIsShownIsWhatIsSpent() {
    Property.forAll(
        30,
        random -> {
          Walk walk = new Walk(new Holding(400_000, Walk.to(0)), new Holding(90_000, Walk.to(0)));
          long units = random.nextLong(100, 440_000);
          boolean toSelf = random.nextInt(4) == 0;
          Payment payment = Payment.to(Walk.address(toSelf ? 0 : 1), units);
          Paper paper = paper(walk.wallet(0).send(payment));
          Outcome outcome = Outcome.of(paper, it -> isTo(0, it));
          long before = walk.wallet(0).balance().total();
          walk.sent(0, new Built.Ready(paper));
          walk.block();
          assertThat(before - walk.wallet(0).balance().total()).isEqualTo(outcome.most());
          assertThat(Outcome.sum(outcome.coins().spent()))
              .isEqualTo(
                  Outcome.sum(outcome.coins().paid())
                      + Outcome.sum(outcome.coins().back())
                      + outcome.fee());
          assertThat(outcome.coins().paid()).hasSize(toSelf ? 0 : 1);
        });
  }

  private static Paper worth(Paper paper, long... units) {
    List<Holding> said = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      said.add(new Holding(units[i], paper.spent().get(i).condition()));
    }
    return new Paper(paper.entry(), said, paper.moved());
  }

  @Test
  void aPaperThatDoesNotAddUpIsKnownByThat() {
    Walk walk = new Walk(new Holding(90_000, Walk.to(0)));
    Paper paper = paper(walk.wallet(0).send(Payment.to(Walk.address(1), 4_000)));
    for (Paper lie : List.of(worth(paper, 90_001), worth(paper, 89_000), worth(paper, 0))) {
      assertThatThrownBy(() -> Outcome.of(lie, it -> isTo(0, it)))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("not 90000");
    }
    Content content = paper.entry().content();
    Holding most = new Holding(Long.MAX_VALUE, Walk.to(1));
    Content huge =
        new Content(
            content.chain(),
            new Move(content.coins().inputs(), List.of(most, most)),
            content.stakes(),
            0,
            0,
            Optional.empty(),
            content.note());
    assertThatThrownBy(() -> Outcome.of(new Paper(Entry.open(huge), paper.spent()), _ -> true))
        .hasMessageContaining("2^63");
    assertThatThrownBy(() -> new Paper(paper.entry(), List.of()))
        .hasMessageContaining("what each input is worth");
  }

  /**
   * The fee is signed: a dearer coin under a cheaper one's name is refused, not burned as a fee.
   */
  @Test
  void whoSaysACoinIsWorthLessThanItIsGetsAnEntryThatNoLedgerTakes() {
    Walk walk = new Walk(new Holding(10_000, Walk.to(0)), new Holding(90_000, Walk.to(0)));
    Paper paper = paper(walk.wallet(0).send(Payment.to(Walk.address(1), 4_000)));
    OutputId dear = walk.genesis.coin(1);
    assertThat(paper.entry().content().coins().inputs()).doesNotContain(dear);
    Content content = paper.entry().content();
    Content swapped =
        new Content(
            content.chain(),
            new Move(List.of(dear), content.coins().outputs()),
            content.stakes(),
            0,
            content.fee(),
            Optional.empty(),
            content.note());
    Paper lie = new Paper(Entry.open(swapped), paper.spent());
    assertThat(Outcome.of(lie, it -> isTo(0, it)).most()).isEqualTo(4_000 + content.fee());
    Answer answer = walk.pool.offer(lie.signed(walk.keyrings.get(0)).entry());
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class, it -> assertThat(it.toString()).contains("COINS_NOT_CONSERVED"));
  }

  /** What of several owners' coins is whose is only said, and no more than that can be lied of. */
  @Test
  void ofTwoOwnersOneCanBeToldThatTheOtherPays() {
    Walk walk = new Walk(new Holding(90_000, Walk.to(0)), new Holding(10_000, Walk.to(1)));
    Payment payment = Payment.to(Walk.address(2), 89_000);
    Content alone = paper(walk.wallet(0).send(payment)).entry().content();
    Holding paid = new Holding(99_000, Walk.to(2));
    Content both =
        new Content(
            alone.chain(),
            new Move(List.of(walk.genesis.coin(0), walk.genesis.coin(1)), List.of(paid)),
            Move.NONE,
            0,
            1_000,
            Optional.empty(),
            alone.note());
    Paper lie =
        new Paper(
            Entry.open(both),
            List.of(new Holding(10_000, Walk.to(0)), new Holding(90_000, Walk.to(1))));
    Outcome told = Outcome.of(lie, it -> isTo(0, it));
    assertThat(told.most()).as("what holds whatever is said").isEqualTo(100_000);
    Paper signed = lie.signed(walk.keyrings.get(0)).signed(walk.keyrings.get(1));
    assertThat(walk.pool.offer(signed.entry())).isInstanceOf(Answer.Waits.class);
    walk.block();
    assertThat(90_000 - walk.wallet(0).balance().total()).isLessThanOrEqualTo(told.most());
  }

  @Test
  void copiesSayTheSameOrAreNotCombined() {
    Walk walk = new Walk(new Holding(90_000, Walk.to(0)));
    Paper paper = paper(walk.wallet(0).send(Payment.to(Walk.address(1), 4_000)));
    Paper other = paper(walk.wallet(0).send(Payment.to(Walk.address(1), 4_001)));
    assertThat(paper.isCopyOf(other)).isFalse();
    assertThatThrownBy(() -> paper.combined(other)).hasMessageContaining("different papers");
    assertThat(paper.open().combined(paper)).isEqualTo(paper);
    assertThat(paper.entry().shown().getFirst()).isInstanceOf(Fulfillment.Single.class);
  }
}
