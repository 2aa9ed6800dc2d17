package rhizome.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.block.Payout;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Input;
import rhizome.ledger.transaction.Nonce;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.Transfer;

/** Any value that can be written at all, standard or not. */
public record Samples(RandomGenerator random) {

  public Hash hash() {
    return random.nextInt(20) == 0
        ? Hash.ZERO
        : new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  public Bytes bytes(int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return Bytes.of(octets);
  }

  public Amount amount() {
    int bits = random.nextInt(10) == 0 ? random.nextInt(2049) : random.nextInt(70);
    return new Amount(new BigInteger(1, bytes(256).toArray()).shiftRight(2048 - bits));
  }

  public Address address() {
    int type = random.nextInt(5) == 0 ? random.nextInt(256) : 1 + random.nextInt(3);
    return type == 0 ? Address.NIL : new Address(type, hash());
  }

  public PublicKey key() {
    return new PublicKey(hash());
  }

  public Signature signature() {
    return random.nextInt(4) == 0 ? Signature.ABSENT : new Signature(bytes(Signature.SIZE));
  }

  private long number() {
    return random.nextBoolean() ? random.nextLong() : random.nextLong(1000);
  }

  private <T> List<T> some(Supplier<T> each) {
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(each.get());
    }
    return all;
  }

  public Condition condition() {
    return switch (random.nextInt(5)) {
      case 0 -> new Condition.Nil();
      case 1 -> new Condition.ToAddress(address());
      case 2 -> swap();
      case 3 -> new Condition.TimeLock(number(), condition());
      default -> new Condition.Multisig(number(), some(this::address));
    };
  }

  private Condition.Swap swap() {
    return new Condition.Swap(address(), address(), hash(), number());
  }

  private Fulfillment.Swap party() {
    return new Fulfillment.Swap(key(), signature(), hash());
  }

  public Fulfillment fulfillment() {
    return switch (random.nextInt(5)) {
      case 0 -> new Fulfillment.Nil();
      case 1 -> new Fulfillment.Single(key(), signature());
      case 2 -> party();
      case 3 -> new Fulfillment.LegacySwap(swap(), party());
      default -> new Fulfillment.Multisig(some(() -> new Fulfillment.Pair(key(), signature())));
    };
  }

  private Input input() {
    return new Input(new OutputId(hash()), fulfillment());
  }

  private Input oldInput() {
    return new Input(
        new OutputId(hash()),
        random.nextBoolean()
            ? new Fulfillment.Single(key(), signature())
            : new Fulfillment.LegacySwap(swap(), party()));
  }

  private Output output() {
    return new Output(amount(), condition());
  }

  private Output oldOutput() {
    return new Output(amount(), new Condition.ToAddress(address()));
  }

  private Bytes note() {
    return bytes(random.nextInt(200));
  }

  private Nonce nonce() {
    return new Nonce(bytes(Nonce.SIZE));
  }

  private List<Amount> fees() {
    return some(this::amount);
  }

  public Transaction transaction() {
    return switch (random.nextInt(7)) {
      case 0 -> new Transaction.V0(transfer(this::oldInput, this::oldOutput));
      case 1 -> new Transaction.V1(transfer(this::input, this::output));
      case 2 ->
          new Transaction.MinterDefinition(nonce(), fulfillment(), condition(), fees(), note());
      case 3 ->
          new Transaction.CoinCreation(nonce(), fulfillment(), some(this::output), fees(), note());
      case 4 ->
          new Transaction.CoinDestruction(some(this::input), some(this::output), fees(), note());
      case 5 ->
          new Transaction.AddressAuthorization(
              nonce(), some(this::address), some(this::address), note(), fulfillment(), fees());
      default ->
          new Transaction.AuthorityChange(nonce(), note(), condition(), fulfillment(), fees());
    };
  }

  private Transfer transfer(Supplier<Input> input, Supplier<Output> output) {
    return new Transfer(some(input), some(output), some(input), some(output), fees(), note());
  }

  public Block block() {
    return new Block(
        new BlockId(hash()),
        number(),
        new StakeIndex(number(), number(), number()),
        some(() -> new Payout(amount(), address())),
        some(this::transaction));
  }
}
