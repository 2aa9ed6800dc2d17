package rhizome.ledger.pobs;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.Payout;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Ids;
import rhizome.ledger.transaction.Input;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Signing;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.Transfer;

/**
 * Makes blocks as the seed's block creators do: of the stake that lies at the place it is given, in
 * the first second that wins. It keeps a chain of its own beside, to know what to draw with.
 */
final class Maker {

  static final Amount FEE = Amount.of(10);

  /** Small enough to meet every rule within some dozen blocks. */
  static final Parameters SMALL =
      new Parameters(Numbering.RIVCHAIN, 10, 5, 300, 20, new Ratio(120, 100), FEE);

  static final KeyPair ANN = KeyPair.of(Blake.of(new byte[] {1}));
  static final Condition ANNS = new Condition.ToAddress(Address.of(ANN.publicKey()));

  final List<Block> blocks = new ArrayList<>();
  final HeaderChain chain;

  /** Where the stake lies that wins, and what it is. */
  StakeIndex place;

  OutputId stake;
  Amount value;
  long time;

  /** The first block has two outputs of stake; the maker plays with the one at {@code output}. */
  Maker(int output, long... stakes) {
    List<Output> outputs = new ArrayList<>();
    for (long units : stakes) {
      outputs.add(new Output(Amount.of(units), ANNS));
    }
    Transaction all =
        new Transaction.V1(
            new Transfer(List.of(), List.of(), List.of(), outputs, List.of(), Bytes.EMPTY));
    this.time = 1_500_000_000;
    blocks.add(Block.genesis(time, all));
    this.chain = HeaderChain.from(SMALL, blocks.getFirst());
    this.place = new StakeIndex(0, 0, output);
    this.stake = Ids.stakeOutput(Numbering.RIVCHAIN, all, output);
    this.value = Amount.of(stakes[output]);
  }

  /** The first second from {@code from} on in which the stake wins, or does not. */
  long second(long from, boolean wins) {
    var modifier = chain.modifier();
    long at = from;
    while (Lottery.wins(Lottery.kernel(modifier, place, at), value, chain.weight().childTarget())
        != wins) {
      at++;
    }
    return at;
  }

  Block block(long at, Transaction... more) {
    List<Transaction> all = new ArrayList<>(List.of(respend()));
    all.addAll(List.of(more));
    return new Block(chain.tip(), at, place, List.of(new Payout(FEE, address())), all);
  }

  static Address address() {
    return Address.of(ANN.publicKey());
  }

  /** Spends the stake and makes it anew, under the same condition. */
  Transaction respend() {
    return move(stake, List.of(new Output(value, ANNS)));
  }

  static Transaction move(OutputId from, List<Output> outputs) {
    Transaction open = spend(new Input(from, new Fulfillment.Nil()), outputs);
    var hash = Signing.input(Numbering.RIVCHAIN, open, 0);
    return spend(new Input(from, Fulfillment.Single.signed(ANN, hash)), outputs);
  }

  private static Transaction spend(Input input, List<Output> outputs) {
    return new Transaction.V1(
        new Transfer(List.of(), List.of(), List.of(input), outputs, List.of(), Bytes.EMPTY));
  }

  /** Makes the next block and takes it. */
  Maker next() {
    return take(block(second(time + 1, true)));
  }

  Maker next(int times) {
    for (int i = 0; i < times; i++) {
      next();
    }
    return this;
  }

  Maker take(Block block) {
    chain
        .append(block)
        .ifPresent(
            fault -> {
              throw new AssertionError(fault.toString());
            });
    blocks.add(block);
    time = block.time();
    place = new StakeIndex(chain.height(), 0, 0);
    stake = Ids.stakeOutput(Numbering.RIVCHAIN, block.transactions().getFirst(), 0);
    return this;
  }
}
