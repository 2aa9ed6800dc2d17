package rhizome.ledger.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** Who opens what, when: section 2.4 of what is known of the seed. */
class LockTest {

  private static final KeyPair ANN = pair(1);
  private static final KeyPair BOB = pair(2);
  private static final KeyPair CYD = pair(3);

  private static final Hash SECRET = Blake.of(new byte[] {42});
  private static final long OVER = 600_000_000;
  private static final Moment BEFORE = new Moment(10, OVER);
  private static final Moment AFTER = new Moment(10, OVER + 1);

  /** As a transaction would, it hashes what it is given behind something of its own. */
  private static final SigningHash HASH = extras -> Blake.all(to -> extras.accept(to.u64(77)));

  private static final Condition.Swap SWAP =
      new Condition.Swap(address(ANN), address(BOB), Blake.sha256(SECRET.toArray()), OVER);

  private static KeyPair pair(int number) {
    return KeyPair.of(Blake.of(new byte[] {(byte) number}));
  }

  private static Address address(KeyPair pair) {
    return Address.of(pair.publicKey());
  }

  private static Optional<Refusal> open(Condition condition, Moment now, Fulfillment shown) {
    return new Lock(condition, HASH, now).refusal(shown);
  }

  private static Fulfillment single(KeyPair by) {
    return Fulfillment.Single.signed(by, HASH);
  }

  private static Fulfillment.Swap party(KeyPair by, Hash secret) {
    return Fulfillment.Swap.signed(by, secret, HASH);
  }

  private static Fulfillment.Multisig several(KeyPair... by) {
    Fulfillment.Multisig shown = new Fulfillment.Multisig(List.of());
    for (KeyPair pair : by) {
      shown = shown.signed(pair, HASH);
    }
    return shown;
  }

  @Test
  void anyoneWhoSignsOpensWhatIsNobodys() {
    Condition nobody = new Condition.Nil();
    assertThat(open(nobody, BEFORE, single(CYD))).isEmpty();
    assertThat(open(nobody, BEFORE, new Fulfillment.Nil())).contains(Refusal.WRONG_KIND);
    assertThat(open(nobody, BEFORE, several(CYD))).contains(Refusal.WRONG_KIND);
    Fulfillment foreign = new Fulfillment.Single(CYD.publicKey(), ANN.sign(HASH.with(_ -> {})));
    assertThat(open(nobody, BEFORE, foreign)).contains(Refusal.WRONG_SIGNATURE);
    Fulfillment zeros =
        new Fulfillment.Single(new PublicKey(Hash.ZERO), ANN.sign(HASH.with(_ -> {})));
    assertThat(open(nobody, BEFORE, zeros)).contains(Refusal.KEY_OF_ZEROS);
  }

  @Test
  void anAddressIsOpenedByItsKey() {
    Condition anns = new Condition.ToAddress(address(ANN));
    assertThat(open(anns, BEFORE, single(ANN))).isEmpty();
    assertThat(open(anns, BEFORE, single(BOB))).contains(Refusal.WRONG_KEY);
    assertThat(open(anns, BEFORE, party(ANN, SECRET))).contains(Refusal.WRONG_KIND);
    Fulfillment unsigned = new Fulfillment.Single(ANN.publicKey(), Signature.ABSENT);
    assertThat(open(anns, BEFORE, unsigned)).contains(Refusal.WRONG_SIGNATURE);
    Condition swaps = new Condition.ToAddress(SWAP.address());
    assertThat(open(swaps, BEFORE, single(ANN))).contains(Refusal.WRONG_KIND);
  }

  @Test
  void theReceiverOfASwapClaimsWithTheSecretAtAnyTime() {
    for (Moment now : List.of(BEFORE, AFTER)) {
      assertThat(open(SWAP, now, party(BOB, SECRET))).isEmpty();
      assertThat(open(SWAP, now, party(BOB, Hash.of(new byte[32]))))
          .contains(now.equals(BEFORE) ? Refusal.REFUND_TOO_EARLY : Refusal.WRONG_PARTY);
      assertThat(open(SWAP, now, party(BOB, Blake.of(new byte[0])))).contains(Refusal.WRONG_SECRET);
      assertThat(open(SWAP, now, party(ANN, SECRET))).contains(Refusal.WRONG_PARTY);
    }
  }

  @Test
  void theSenderOfASwapIsRefundedOnceItIsOver() {
    assertThat(open(SWAP, BEFORE, party(ANN, Hash.ZERO))).contains(Refusal.REFUND_TOO_EARLY);
    assertThat(open(SWAP, AFTER, party(ANN, Hash.ZERO))).isEmpty();
  }

  @Test
  void theOldFormOpensANewSwapIfItsTermsAreTheSame() {
    Fulfillment same = new Fulfillment.LegacySwap(SWAP, party(BOB, SECRET));
    assertThat(open(SWAP, AFTER, same)).isEmpty();
    Condition.Swap other =
        new Condition.Swap(SWAP.sender(), SWAP.receiver(), SWAP.hashedSecret(), OVER + 1);
    Fulfillment foreign = new Fulfillment.LegacySwap(other, party(BOB, SECRET));
    assertThat(open(SWAP, AFTER, foreign)).contains(Refusal.WRONG_TERMS);
  }

  @Test
  void anOldSwapIsTheReceiversUntilItIsOverAndThenTheSenders() {
    Condition old = new Condition.ToAddress(SWAP.address());
    Fulfillment claim = new Fulfillment.LegacySwap(SWAP, party(BOB, SECRET));
    Fulfillment refund = new Fulfillment.LegacySwap(SWAP, party(ANN, Hash.ZERO));
    assertThat(open(old, BEFORE, claim)).isEmpty();
    assertThat(open(old, AFTER, claim)).contains(Refusal.WRONG_PARTY);
    assertThat(open(old, BEFORE, refund)).contains(Refusal.WRONG_PARTY);
    assertThat(open(old, AFTER, refund)).isEmpty();
    Fulfillment guess = new Fulfillment.LegacySwap(SWAP, party(BOB, Hash.ZERO));
    assertThat(open(old, BEFORE, guess)).contains(Refusal.WRONG_SECRET);
    Condition.Swap other =
        new Condition.Swap(SWAP.sender(), address(CYD), SWAP.hashedSecret(), OVER);
    assertThat(open(old, BEFORE, new Fulfillment.LegacySwap(other, party(CYD, SECRET))))
        .contains(Refusal.WRONG_TERMS);
  }

  @Test
  void aTimeLockOpensAtItsHeightOrTime() {
    Condition anns = new Condition.ToAddress(address(ANN));
    assertThat(open(new Condition.TimeLock(11, anns), BEFORE, single(ANN)))
        .contains(Refusal.LOCKED);
    assertThat(open(new Condition.TimeLock(10, anns), BEFORE, single(ANN))).isEmpty();
    assertThat(open(new Condition.TimeLock(OVER + 1, anns), BEFORE, single(ANN)))
        .contains(Refusal.LOCKED);
    assertThat(open(new Condition.TimeLock(OVER + 1, anns), AFTER, single(ANN))).isEmpty();
    assertThat(open(new Condition.TimeLock(-1, anns), AFTER, single(ANN))).contains(Refusal.LOCKED);
    assertThat(open(new Condition.TimeLock(10, anns), BEFORE, single(BOB)))
        .contains(Refusal.WRONG_KEY);
    assertThat(open(new Condition.TimeLock(10, SWAP), AFTER, party(BOB, SECRET)))
        .contains(Refusal.WRONG_KIND);
    long last = Condition.TimeLock.TIME_MIN - 1;
    assertThat(open(new Condition.TimeLock(last, anns), AFTER, single(ANN)))
        .as("one less is a height")
        .contains(Refusal.LOCKED);
  }

  @Test
  void severalSignersNeedTheirMinimumAndNobodyElse() {
    Condition two = new Condition.Multisig(2, List.of(address(ANN), address(BOB), address(CYD)));
    assertThat(open(two, BEFORE, several(ANN))).contains(Refusal.TOO_FEW_SIGNATURES);
    assertThat(open(two, BEFORE, several(CYD, ANN))).isEmpty();
    assertThat(open(two, BEFORE, several(CYD, ANN, BOB))).as("surplus is allowed").isEmpty();
    assertThat(open(two, BEFORE, several(ANN, ANN))).contains(Refusal.NOT_A_SIGNER);
    assertThat(open(two, BEFORE, several(ANN, pair(4)))).contains(Refusal.NOT_A_SIGNER);
    assertThat(open(two, BEFORE, single(ANN))).contains(Refusal.WRONG_KIND);
    Fulfillment.Pair swapped =
        new Fulfillment.Pair(BOB.publicKey(), several(ANN).pairs().getFirst().signature());
    Fulfillment forged =
        new Fulfillment.Multisig(List.of(several(ANN).pairs().getFirst(), swapped));
    assertThat(open(two, BEFORE, forged)).contains(Refusal.WRONG_SIGNATURE);
    Condition locked = new Condition.TimeLock(10, two);
    assertThat(open(locked, BEFORE, several(ANN, BOB))).isEmpty();
  }

  /** All but the first rule of swaps sign a secret of zeros by leaving it away. */
  @Test
  void everySignerSignsForHimself() {
    Signature forOne = several(ANN).pairs().getFirst().signature();
    assertThat(forOne).isNotEqualTo(((Fulfillment.Single) single(ANN)).signature());
  }
}
