package rhizome.ledger.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.kernel.Decision;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.condition.Refusal;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.Signature;
import rhizome.ledger.money.Amount;

class RulesTest {

  private static final KeyPair ANN = KeyPair.of(Blake.of(new byte[] {1}));
  private static final Condition ANNS = new Condition.ToAddress(Address.of(ANN.publicKey()));
  private static final Amount FEE = Amount.of(100);
  private static final OutputId SPENT = new OutputId(new Hash(9, 9, 9, 9));
  private static final OutputId ALSO = new OutputId(new Hash(8, 8, 8, 8));
  private static final Nonce NONCE = new Nonce(Bytes.ofHex("0102030405060708"));
  private static final Signature SIGNED = ANN.sign(Hash.ZERO);
  private static final Fulfillment SHOWN = new Fulfillment.Single(ANN.publicKey(), SIGNED);

  private static final Rules RIVCHAIN = new Rules(Numbering.RIVCHAIN, false, 2_000_000, 83, FEE);
  private static final Rules TFCHAIN = new Rules(Numbering.TFCHAIN, true, 2_000_000, 83, FEE);

  private static Output output(long value) {
    return new Output(Amount.of(value), ANNS);
  }

  private static Input input(OutputId parent) {
    return new Input(parent, SHOWN);
  }

  private static Transaction coins(List<Input> inputs, List<Output> outputs, Amount... fees) {
    return new Transaction.V1(
        new Transfer(inputs, outputs, List.of(), List.of(), List.of(fees), Bytes.EMPTY));
  }

  private static Transaction stake(List<Input> inputs, List<Output> outputs) {
    return new Transaction.V1(
        new Transfer(List.of(), List.of(), inputs, outputs, List.of(), Bytes.EMPTY));
  }

  private static void refused(Optional<Decision.Reason> refusal, Decision.Reason reason) {
    assertThat(refusal).contains(reason);
  }

  private static void refused(Transaction transaction, Decision.Reason reason) {
    refused(RIVCHAIN.refusal(transaction), reason);
  }

  private static void accepted(Transaction transaction) {
    assertThat(RIVCHAIN.refusal(transaction)).isEmpty();
  }

  @Test
  void aTransferSpendsSomethingOnceAndPays() {
    accepted(coins(List.of(input(SPENT)), List.of(output(1)), FEE));
    refused(coins(List.of(input(SPENT)), List.of(output(1))), Flaw.FEE_MISSING);
    refused(coins(List.of(input(SPENT)), List.of(), FEE, Amount.of(99)), Flaw.FEE_TOO_SMALL);
    refused(coins(List.of(input(SPENT), input(SPENT)), List.of(), FEE), Flaw.SPENT_TWICE);
    refused(coins(List.of(input(new OutputId(Hash.ZERO))), List.of(), FEE), Flaw.PARENT_MISSING);
    refused(coins(List.of(input(SPENT)), List.of(output(0)), FEE), Flaw.OUTPUT_OF_ZERO);
    Input unsigned = new Input(SPENT, new Fulfillment.Nil());
    refused(coins(List.of(unsigned), List.of(), FEE), Refusal.NOTHING_SHOWN);
    Output toNone = new Output(FEE, new Condition.ToAddress(Address.NIL));
    refused(coins(List.of(input(SPENT)), List.of(toNone), FEE), Refusal.ADDRESS_TYPE);
  }

  @Test
  void stakeKeepsTheSameRules() {
    refused(stake(List.of(input(SPENT), input(SPENT)), List.of()), Flaw.SPENT_TWICE);
    refused(stake(List.of(input(SPENT)), List.of(output(0))), Flaw.OUTPUT_OF_ZERO);
    refused(stake(List.of(input(SPENT)), List.of(output(1))), Flaw.FEE_MISSING);
  }

  @Test
  void aBlocksOwnTransactionCostsNothing() {
    Transaction own = stake(List.of(input(SPENT)), List.of(output(1)));
    assertThat(RIVCHAIN.refusal(own, true)).isEmpty();
  }

  @Test
  void aTransactionFitsAndItsNoteIsShort() {
    Transfer noted =
        new Transfer(
            List.of(input(SPENT)),
            List.of(),
            List.of(),
            List.of(),
            List.of(FEE),
            Bytes.of(new byte[84]));
    refused(new Transaction.V1(noted), Flaw.NOTE_TOO_LARGE);
    Transaction plain = coins(List.of(input(SPENT)), List.of(), FEE);
    int size = TransactionCodec.encode(Numbering.RIVCHAIN, plain).length;
    Rules exact = new Rules(Numbering.RIVCHAIN, false, size + Rules.BLOCK_OVERHEAD, 83, FEE);
    Rules tight = new Rules(Numbering.RIVCHAIN, false, size + Rules.BLOCK_OVERHEAD - 1, 83, FEE);
    assertThat(exact.refusal(plain)).isEmpty();
    refused(tight.refusal(plain), Flaw.TOO_LARGE);
  }

  @Test
  void theOldFormIsTakenByOldChainsOnly() {
    Transaction old =
        new Transaction.V0(
            new Transfer(
                List.of(input(SPENT)),
                List.of(output(1)),
                List.of(),
                List.of(),
                List.of(FEE),
                Bytes.EMPTY));
    refused(old, Flaw.KIND_DISABLED);
    assertThat(TFCHAIN.refusal(old)).isEmpty();
    assertThatThrownBy(
            () ->
                new Transaction.V0(
                    new Transfer(
                        List.of(),
                        List.of(new Output(FEE, new Condition.Nil())),
                        List.of(),
                        List.of(),
                        List.of(),
                        Bytes.EMPTY)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mintersPayWhereTheChainSaysSoAndNowhereElse() {
    List<Amount> none = List.of();
    Transaction free =
        new Transaction.CoinCreation(NONCE, SHOWN, List.of(output(1)), none, Bytes.EMPTY);
    Transaction paid =
        new Transaction.CoinCreation(NONCE, SHOWN, List.of(output(1)), List.of(FEE), Bytes.EMPTY);
    accepted(free);
    refused(paid, Flaw.FEE_UNWANTED);
    assertThat(TFCHAIN.refusal(paid)).isEmpty();
    refused(TFCHAIN.refusal(free), Flaw.FEE_MISSING);
    refused(
        new Transaction.CoinCreation(NONCE, SHOWN, List.of(), none, Bytes.EMPTY), Flaw.NO_OUTPUT);
    Nonce zeros = new Nonce(Bytes.of(new byte[8]));
    refused(
        new Transaction.CoinCreation(zeros, SHOWN, List.of(output(1)), none, Bytes.EMPTY),
        Flaw.NONCE_OF_ZEROS);
  }

  @Test
  void whoRulesIsAKeyOrSeveral() {
    List<Amount> none = List.of();
    accepted(new Transaction.MinterDefinition(NONCE, SHOWN, ANNS, none, Bytes.EMPTY));
    accepted(
        new Transaction.AuthorityChange(
            NONCE, Bytes.EMPTY, new Condition.TimeLock(5, ANNS), SHOWN, none));
    Condition swaps = new Condition.ToAddress(new Address(Address.SWAP, new Hash(1, 1, 1, 1)));
    for (Condition no :
        List.of(new Condition.Nil(), swaps, new Condition.TimeLock(5, new Condition.Nil()))) {
      refused(
          new Transaction.MinterDefinition(NONCE, SHOWN, no, none, Bytes.EMPTY),
          Flaw.AUTHORITY_OF_THAT_KIND);
      refused(
          new Transaction.AuthorityChange(NONCE, Bytes.EMPTY, no, SHOWN, none),
          Flaw.AUTHORITY_OF_THAT_KIND);
    }
  }

  @Test
  void anAuthorizationNamesEachAddressOnce() {
    Address one = Address.of(ANN.publicKey());
    refused(authorization(List.of(), List.of()), Flaw.NO_ADDRESS);
    refused(authorization(List.of(one), List.of(one)), Flaw.ADDRESS_TWICE);
    accepted(authorization(List.of(one), List.of()));
  }

  private static Transaction authorization(List<Address> authorized, List<Address> barred) {
    return new Transaction.AddressAuthorization(
        NONCE, authorized, barred, Bytes.EMPTY, SHOWN, List.of());
  }

  @Test
  void destructionSpendsSomethingAndPays() {
    refused(
        new Transaction.CoinDestruction(List.of(), List.of(), List.of(FEE), Bytes.EMPTY),
        Flaw.NO_INPUT);
    refused(
        new Transaction.CoinDestruction(List.of(input(SPENT)), List.of(), List.of(), Bytes.EMPTY),
        Flaw.FEE_MISSING);
  }

  private static Optional<Decision.Reason> spending(Transaction transaction, long coins) {
    return new Spending(
            Numbering.RIVCHAIN,
            id -> id.equals(SPENT) ? Optional.of(output(coins)) : Optional.empty(),
            id -> id.equals(ALSO) ? Optional.of(output(30)) : Optional.empty(),
            new Moment(5, 5))
        .refusal(transaction);
  }

  private static Transaction signed(Transaction transaction) {
    Transfer all = transaction.transfer();
    Fulfillment shown =
        Fulfillment.Single.signed(ANN, Signing.input(Numbering.RIVCHAIN, transaction, 0));
    List<Input> coins = all.coinInputs().stream().map(it -> new Input(it.parent(), shown)).toList();
    List<Input> stakes =
        all.stakeInputs().stream().map(it -> new Input(it.parent(), shown)).toList();
    return switch (transaction) {
      case Transaction.CoinDestruction it ->
          new Transaction.CoinDestruction(coins, it.refunds(), it.fees(), it.note());
      default ->
          new Transaction.V1(
              new Transfer(
                  coins, all.coinOutputs(), stakes, all.stakeOutputs(), all.fees(), all.note()));
    };
  }

  @Test
  void whatGoesInComesOut() {
    Transaction transfer = signed(coins(List.of(input(SPENT)), List.of(output(50)), FEE));
    assertThat(spending(transfer, 150)).isEmpty();
    refused(spending(transfer, 149), Flaw.COINS_UNBALANCED);
    refused(spending(transfer, 151), Flaw.COINS_UNBALANCED);
    refused(spending(coins(List.of(input(ALSO)), List.of(), FEE), 100), Flaw.UNKNOWN_PARENT);
    refused(spending(coins(List.of(input(SPENT)), List.of(), FEE), 100), Refusal.WRONG_SIGNATURE);
    assertThat(spending(signed(stake(List.of(input(ALSO)), List.of(output(30)))), 0)).isEmpty();
    refused(
        spending(signed(stake(List.of(input(ALSO)), List.of(output(31)))), 0),
        Flaw.STAKE_UNBALANCED);
  }

  @Test
  void destructionDestroysSomething() {
    Transaction destroys =
        signed(
            new Transaction.CoinDestruction(
                List.of(input(SPENT)), List.of(output(50)), List.of(FEE), Bytes.EMPTY));
    assertThat(spending(destroys, 151)).isEmpty();
    refused(spending(destroys, 150), Flaw.COINS_UNBALANCED);
  }

  @Test
  void shortIdsAreInTheOrderOfTheChain() {
    assertThat(Ids.shortId(1, 2)).isEqualTo((1L << 14) + 2);
    assertThat(Ids.shortId(7, 16_383)).isLessThan(Ids.shortId(8, 0));
    assertThatThrownBy(() -> Ids.shortId(1, 16_384)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ids.shortId(1L << 50, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
