package rhizome.ledger.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import rhizome.ledger.Samples;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.consensus.world.ScriptedVoter;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;

/** Any entry and any block of our chain that can be written at all. */
public record ChainSamples(RandomGenerator random, Samples samples) {

  public static ChainSamples of(RandomGenerator random) {
    return new ChainSamples(random, new Samples(random));
  }

  <T> List<T> list(Supplier<T> each) {
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(each.get());
    }
    return all;
  }

  long units() {
    return random.nextLong() >>> (1 + random.nextInt(63));
  }

  Holding holding() {
    return new Holding(units(), samples.condition());
  }

  Move move() {
    return new Move(list(() -> new OutputId(samples.hash())), list(this::holding));
  }

  Optional<Order> order() {
    long nonce = random.nextLong();
    return switch (random.nextInt(7)) {
      case 0 -> Optional.of(new Order.Mint(nonce, units()));
      case 1 -> Optional.of(new Order.NameMinters(nonce, samples.condition()));
      case 2 -> Optional.of(new Order.Admit(nonce, list(samples::address), list(samples::address)));
      case 3 -> Optional.of(new Order.NameAuthority(nonce, samples.condition()));
      case 4 -> Optional.of(new Order.Enrol(nonce, samples.key(), terms()));
      case 5 -> Optional.of(new Order.Leave(nonce, samples.key()));
      default -> Optional.empty();
    };
  }

  Move bonded(Move move) {
    return random.nextBoolean()
        ? move
        : new Move(move.inputs(), move.outputs(), Optional.of(samples.key()));
  }

  Terms terms() {
    return new Terms(samples.condition(), random.nextInt(Terms.PARTS + 1), samples.hash());
  }

  Content content() {
    return new Content(
        samples.hash(),
        move(),
        bonded(move()),
        units(),
        units(),
        order(),
        samples.bytes(random.nextInt(200)));
  }

  public Entry entry() {
    return shown(content());
  }

  Entry shown(Content content) {
    Entry entry = Entry.open(content);
    for (int i = 0; i < content.places(); i++) {
      entry = entry.with(i, samples.fulfillment());
    }
    return entry;
  }

  public Block block() {
    return new Block(
        new Block.Position(
            samples.hash(),
            random.nextLong() >>> 1,
            random.nextLong() >>> 1,
            new BlockId(samples.hash())),
        list(this::entry),
        list(this::holding),
        list(this::evidence));
  }

  private Evidence evidence() {
    Voter voter = new ScriptedVoter(samples.hash(), samples.key());
    long height = random.nextLong() >>> 1;
    int round = random.nextInt(Integer.MAX_VALUE);
    Hash one = samples.hash();
    Optional<Hash> other = Optional.of(samples.hash()).filter(it -> !it.equals(one));
    return new Evidence.Equivocation(
        Vote.cast(voter, Kind.PREVOTE, height, round, Optional.of(one)),
        Vote.cast(voter, Kind.PREVOTE, height, round, other));
  }
}
