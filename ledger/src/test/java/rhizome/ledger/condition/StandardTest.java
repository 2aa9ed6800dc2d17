package rhizome.ledger.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

class StandardTest {

  private static final Hash SOME = new Hash(1, 2, 3, 4);
  private static final Address KEY = new Address(Address.KEY, SOME);
  private static final Address OTHER = new Address(Address.KEY, new Hash(4, 3, 2, 1));
  private static final Address SWAP = new Address(Address.SWAP, SOME);
  private static final Address SEVERAL = new Address(Address.MULTISIG, SOME);
  private static final Address EMPTY = new Address(Address.KEY, Hash.ZERO);
  private static final Signature SIGNED = new Signature(Bytes.of(new byte[64]));
  private static final PublicKey ANY = new PublicKey(SOME);

  private static Condition to(Address address) {
    return new Condition.ToAddress(address);
  }

  private static void refused(Condition condition, Refusal refusal) {
    assertThat(Standard.refusal(condition)).as(condition.toString()).contains(refusal);
  }

  private static void accepted(Condition condition) {
    assertThat(Standard.refusal(condition)).as(condition.toString()).isEmpty();
  }

  @Test
  void outputsBelongToKeysOldSwapsOrAnyone() {
    accepted(new Condition.Nil());
    accepted(to(KEY));
    accepted(to(SWAP));
    refused(to(SEVERAL), Refusal.ADDRESS_TYPE);
    refused(to(Address.NIL), Refusal.ADDRESS_TYPE);
    refused(to(new Address(42, SOME)), Refusal.ADDRESS_TYPE);
    refused(to(EMPTY), Refusal.ADDRESS_WITHOUT_HASH);
  }

  @Test
  void bothPartiesOfASwapAreKeysAndItHasASecret() {
    accepted(new Condition.Swap(KEY, OTHER, SOME, 0));
    refused(new Condition.Swap(SWAP, OTHER, SOME, 0), Refusal.ADDRESS_TYPE);
    refused(new Condition.Swap(KEY, SEVERAL, SOME, 0), Refusal.ADDRESS_TYPE);
    refused(new Condition.Swap(KEY, EMPTY, SOME, 0), Refusal.ADDRESS_WITHOUT_HASH);
    refused(new Condition.Swap(KEY, OTHER, Hash.ZERO, 0), Refusal.SECRET_WITHOUT_HASH);
  }

  @Test
  void aTimeLockHoldsAKeySeveralOrAnyone() {
    Condition two = new Condition.Multisig(1, List.of(KEY, OTHER));
    accepted(new Condition.TimeLock(1, new Condition.Nil()));
    accepted(new Condition.TimeLock(-1, to(KEY)));
    accepted(new Condition.TimeLock(1, two));
    refused(new Condition.TimeLock(0, to(KEY)), Refusal.LOCK_WITHOUT_TIME);
    refused(new Condition.TimeLock(1, to(SWAP)), Refusal.ADDRESS_TYPE);
    refused(new Condition.TimeLock(1, to(EMPTY)), Refusal.ADDRESS_WITHOUT_HASH);
    refused(
        new Condition.TimeLock(1, new Condition.TimeLock(1, to(KEY))), Refusal.LOCK_OF_THAT_KIND);
    refused(
        new Condition.TimeLock(1, new Condition.Swap(KEY, OTHER, SOME, 0)),
        Refusal.LOCK_OF_THAT_KIND);
  }

  @Test
  void severalAreTwoOrMoreAndAskForNoMoreThanTheyAre() {
    accepted(new Condition.Multisig(2, List.of(KEY, OTHER)));
    refused(new Condition.Multisig(1, List.of(KEY)), Refusal.TOO_FEW_SIGNERS);
    refused(new Condition.Multisig(0, List.of(KEY, OTHER)), Refusal.MINIMUM_OUT_OF_RANGE);
    refused(new Condition.Multisig(3, List.of(KEY, OTHER)), Refusal.MINIMUM_OUT_OF_RANGE);
    refused(new Condition.Multisig(-1, List.of(KEY, OTHER)), Refusal.MINIMUM_OUT_OF_RANGE);
    refused(new Condition.Multisig(1, List.of(KEY, SWAP)), Refusal.ADDRESS_TYPE);
  }

  @Test
  void theAddressOfSeveralIsTheSameInAnyOrder() {
    Condition one = new Condition.Multisig(1, List.of(KEY, OTHER));
    Condition other = new Condition.Multisig(1, List.of(OTHER, KEY));
    assertThat(one.address()).isEqualTo(other.address());
    assertThat(new Condition.TimeLock(9, one).address()).isEqualTo(one.address());
    assertThat(new Condition.Multisig(2, List.of(KEY, OTHER)).address())
        .isNotEqualTo(one.address());
  }

  @Test
  void whatIsShownIsSigned() {
    Fulfillment.Swap party = new Fulfillment.Swap(ANY, SIGNED, Hash.ZERO);
    Condition.Swap terms = new Condition.Swap(KEY, OTHER, SOME, 0);
    Condition.Swap noTerms = new Condition.Swap(KEY, OTHER, Hash.ZERO, 0);
    assertThat(Standard.refusal(new Fulfillment.Single(ANY, SIGNED))).isEmpty();
    assertThat(Standard.refusal(party)).isEmpty();
    assertThat(Standard.refusal(new Fulfillment.LegacySwap(terms, party))).isEmpty();
    assertThat(Standard.refusal(new Fulfillment.LegacySwap(noTerms, party)))
        .contains(Refusal.SECRET_WITHOUT_HASH);
    assertThat(Standard.refusal(new Fulfillment.Nil())).contains(Refusal.NOTHING_SHOWN);
    assertThat(Standard.refusal(new Fulfillment.Single(ANY, Signature.ABSENT)))
        .contains(Refusal.UNSIGNED);
    assertThat(Standard.refusal(new Fulfillment.Multisig(List.of())))
        .contains(Refusal.TOO_FEW_SIGNATURES);
    Fulfillment.Pair signed = new Fulfillment.Pair(ANY, SIGNED);
    Fulfillment.Pair unsigned = new Fulfillment.Pair(ANY, Signature.ABSENT);
    assertThat(Standard.refusal(new Fulfillment.Multisig(List.of(signed)))).isEmpty();
    assertThat(Standard.refusal(new Fulfillment.Multisig(List.of(signed, unsigned))))
        .contains(Refusal.UNSIGNED);
  }
}
