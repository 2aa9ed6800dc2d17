package rhizome.ledger.pobs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.block.Header;
import rhizome.ledger.block.Payout;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.money.Amount;

/**
 * One branch of a chain of the seed, checked block by block: that each was won with stake that its
 * maker had and moved. Coins are not followed, and there is no clock to say what is too far ahead.
 */
public final class HeaderChain {

  private record Link(BlockId id, long time, Weight weight) {}

  private final Parameters parameters;
  private final List<Link> links = new ArrayList<>();
  private final Stakes stakes;

  private HeaderChain(Parameters parameters) {
    this.parameters = parameters;
    this.stakes = new Stakes(parameters.numbering());
  }

  /** A chain of its first block alone. */
  public static HeaderChain from(Parameters parameters, Block genesis) {
    if (!genesis.parent().equals(BlockId.NONE) || !genesis.payouts().isEmpty()) {
      throw new IllegalArgumentException("no first block: it has a parent or payouts");
    }
    HeaderChain chain = new HeaderChain(parameters);
    chain.links.add(
        new Link(
            genesis.id(parameters.numbering()),
            genesis.time(),
            Weight.ofGenesis(parameters.rootTarget(genesis))));
    chain.stakes.found(genesis);
    return chain;
  }

  /** Checks blocks from the first of a chain on, up to one that is wrong. */
  public static Report verify(Parameters parameters, Iterable<Block> blocks) {
    Iterator<Block> next = blocks.iterator();
    if (!next.hasNext()) {
      return nothing(BlockId.NONE, "there is no block");
    }
    Block genesis = next.next();
    if (!genesis.parent().equals(BlockId.NONE) || !genesis.payouts().isEmpty()) {
      return nothing(genesis.id(parameters.numbering()), "it has a parent or payouts");
    }
    HeaderChain chain = from(parameters, genesis);
    while (next.hasNext()) {
      Optional<Report.Fault> fault = chain.append(next.next());
      if (fault.isPresent()) {
        return chain.report(fault);
      }
    }
    return chain.report(Optional.empty());
  }

  private static Report nothing(BlockId block, String details) {
    Weight none = Weight.ofGenesis(Target.ROOT);
    return new Report(
        BlockId.NONE, 0, none, Optional.of(new Report.Fault(0, block, Wrong.NO_GENESIS, details)));
  }

  private Report report(Optional<Report.Fault> fault) {
    return new Report(last().id(), links.size(), last().weight(), fault);
  }

  public long height() {
    return links.size() - 1L;
  }

  public BlockId tip() {
    return last().id();
  }

  public Weight weight() {
    return last().weight();
  }

  /** What a child of the last block draws with. */
  public BigInteger modifier() {
    return Lottery.modifier(
        links.size(), parameters.delay(), height -> links.get(Math.toIntExact(height)).id());
  }

  /** Adds a block that is right; says of another what is wrong, and is spoilt by it. */
  public Optional<Report.Fault> append(Block block) {
    Header header = block.header(parameters.numbering());
    Optional<Flawed> flawed =
        place(block).or(() -> stake(block)).or(() -> content(block)).or(() -> moved(block));
    if (flawed.isPresent()) {
      return flawed.map(
          it -> new Report.Fault(links.size(), header.id(), it.wrong(), it.details()));
    }
    Weight weight = last().weight().child(childTarget(block.time()));
    links.add(new Link(header.id(), block.time(), weight));
    return Optional.empty();
  }

  private record Flawed(Wrong wrong, String details) {}

  private static Optional<Flawed> flawed(Wrong wrong, String details) {
    return Optional.of(new Flawed(wrong, details));
  }

  private Optional<Flawed> place(Block block) {
    if (!block.parent().equals(last().id())) {
      return flawed(Wrong.NOT_A_CHILD, "its parent is " + block.parent() + ", not " + tip());
    }
    long median = median();
    return Long.compareUnsigned(block.time(), median) < 0
        ? flawed(Wrong.TOO_EARLY, block.time() + " is before the median of " + median)
        : Optional.empty();
  }

  private Optional<Flawed> stake(Block block) {
    StakeIndex index = block.stake();
    Optional<Stakes.Stake> held = stakes.at(index);
    if (held.isEmpty()) {
      return flawed(Wrong.NO_SUCH_STAKE, "nothing unspent at " + index);
    }
    Stakes.Stake stake = held.get();
    if (block.transactions().stream()
        .flatMap(transaction -> transaction.transfer().stakeInputs().stream())
        .noneMatch(input -> input.parent().equals(stake.id()))) {
      return flawed(Wrong.STAKE_NOT_SPENT, stake.id() + " is in no input");
    }
    var kernel = Lottery.kernel(modifier(), index, block.time());
    if (!Lottery.wins(kernel, stake.output().value(), weight().childTarget())) {
      return flawed(Wrong.NOT_WON, kernel + " is not below " + weight().childTarget());
    }
    boolean first = index.transaction() == 0 && index.output() == 0;
    return !first && Long.compareUnsigned(stake.since() + parameters.stakeAging(), block.time()) > 0
        ? flawed(Wrong.STAKE_TOO_YOUNG, "it is there since " + stake.since())
        : Optional.empty();
  }

  private Optional<Flawed> content(Block block) {
    int size = block.encode(parameters.numbering()).length;
    if (size > Parameters.BLOCK_MAX) {
      return flawed(Wrong.TOO_LARGE, size + " bytes");
    }
    if (block.payouts().stream().anyMatch(payout -> payout.value().isZero())) {
      return flawed(Wrong.PAYOUT_OF_ZERO, "one of " + block.payouts().size());
    }
    Amount paid = block.payouts().stream().map(Payout::value).reduce(Amount.ZERO, Amount::plus);
    Amount due =
        block.transactions().stream()
            .flatMap(transaction -> transaction.transfer().fees().stream())
            .reduce(parameters.creatorFee(), Amount::plus);
    return paid.equals(due)
        ? Optional.empty()
        : flawed(Wrong.PAYOUTS_UNBALANCED, paid + " are paid and " + due + " are due");
  }

  private Optional<Flawed> moved(Block block) {
    return stakes
        .apply(block, links.size())
        .map(reason -> new Flawed(Wrong.STAKE_MISUSED, reason.name()));
  }

  private Target childTarget(long time) {
    Target parents = weight().childTarget();
    int height = links.size();
    if (height % (parameters.window() / 2) != 0) {
      return parents;
    }
    int blocks = Math.min(parameters.window(), height);
    long passed = time - links.get(height - blocks).time();
    return Weight.retarget(parameters, parents, blocks, passed);
  }

  /** Of the last blocks; the first counts as often as it takes to have enough. */
  private long median() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < Parameters.MEDIAN_WINDOW; i++) {
      times.add(links.get(Math.max(0, links.size() - 1 - i)).time());
    }
    times.sort(Long::compareUnsigned);
    return times.get(Parameters.MEDIAN_WINDOW / 2);
  }

  private Link last() {
    return links.getLast();
  }
}
