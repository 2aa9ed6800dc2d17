package rhizome.runtime.explorer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.explorer.Line;
import rhizome.ledger.explorer.Passed;
import rhizome.ledger.explorer.Spot;
import rhizome.ledger.explorer.Trace;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.SeedChainJson;
import rhizome.ledger.json.SeedHashJson;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** What an explorer says to a question of the seed's, in the seed's form. */
record SeedAnswers(
    Explorer explorer, Waiting waiting, ExplorerShell.Beside beside, ExplorerSettings settings) {

  private static final int HASH = 2 * Hash.SIZE;

  /** The longest number that the seed takes for a short id. */
  private static final int SHORT = 19;

  private static final int SHORT_BITS = 14;

  /** Blocks in one answer of figures. */
  static final int STATS_MAX = 1_000;

  /** How far a question can be answered without anybody else. */
  sealed interface Step {
    record Done(Answered answer) implements Step {}

    /** Blocks have to be read first; then {@code tell} knows. */
    record Read(Gathering gathering, Supplier<Answered> tell) implements Step {}
  }

  Step answer(SeedQuestion asked) {
    return switch (asked) {
      case SeedQuestion.Facts _ -> facts();
      case SeedQuestion.At(var height) -> at(Pages.natural(height));
      case SeedQuestion.Hashed(var hash, _) when hash.length() == HASH -> hashed(hash);
      case SeedQuestion.Hashed(var address, var min) -> address(parse(address), min);
      case SeedQuestion.Newest(var count) -> newest(Pages.natural(count));
      case SeedQuestion.Between(var first, var last) ->
          between(Pages.natural(first), Pages.natural(last));
      case SeedQuestion.Constants _ ->
          found(
              SeedChainJson.constants(
                  explorer.ledger(),
                  beside.rules().at(tip().height() + 1),
                  beside.genesis().time()));
      case SeedQuestion.Consensus _ -> found(SeedChainJson.consensus(tip(), !explorer.isBehind()));
      case SeedQuestion.Final(var id) -> last(id);
      case SeedQuestion.UnspentCoin(var id) -> unspent(explorer.ledger().coin(output(id)));
      case SeedQuestion.UnspentStake(var id) -> unspent(explorer.ledger().stake(output(id)));
      case SeedQuestion.Pool(var address) -> pool(address);
    };
  }

  private Ledger.Tip tip() {
    return explorer.ledger().tip();
  }

  private static Address parse(String address) {
    Address parsed = Address.parse(address.toLowerCase(Locale.ROOT));
    if (parsed.equals(Address.NIL)) {
      throw new Malformed("hash", "that of somebody; coins of anybody are too many to be told");
    }
    return parsed;
  }

  private static Step found(ObjectNode node) {
    return new Step.Done(SeedSheets.fitting(node));
  }

  private static Step unknown(String why) {
    return new Step.Done(new Answered.Unknown(why));
  }

  private Step notYet() {
    return new Step.Done(
        new Answered.NotYet(
            "the history is read up to %d of %d: ask again in a while"
                .formatted(explorer.next() - 1, tip().height())));
  }

  private SeedSheets sheets() {
    return new SeedSheets(explorer, beside);
  }

  private Step facts() {
    return sheets().facts(tip().height()).map(SeedAnswers::found).orElseGet(this::notYet);
  }

  private Step at(long height) {
    if (height == 0) {
      return found(sheets().begun());
    }
    return explorer
        .block(height)
        .map(passed -> block(passed, false))
        .orElseGet(() -> unknown("no block is known at height " + height + history()));
  }

  private String history() {
    return "; the history begins at height " + explorer.since();
  }

  private Step block(Passed passed, boolean hashed) {
    Gathering gathering = Gathering.all(passed.height());
    return new Step.Read(gathering, () -> sheets().block(gathering, passed, hashed));
  }

  private Step hashed(String hex) {
    Hash hash = Hash.ofHex(hex.toLowerCase(Locale.ROOT));
    if (hash.isZero()) {
      throw new Malformed("hash", "another than that of nothing");
    }
    if (hash.equals(beside.chain())) {
      return found(SeedHashJson.block(sheets().first()));
    }
    Optional<Passed> passed = explorer.block(new BlockId(hash));
    if (passed.isPresent()) {
      return block(passed.get(), true);
    }
    TransactionId id = new TransactionId(hash);
    Optional<Explorer.Whereabouts> where = explorer.entry(id);
    if (where.isPresent()) {
      Spot spot = new Spot(where.get().block().height(), where.get().place());
      Gathering gathering = Gathering.of(List.of(spot));
      return new Step.Read(gathering, () -> sheets().entry(gathering, spot));
    }
    Optional<Trace> trace = explorer.trace(new OutputId(hash));
    if (trace.isPresent()) {
      return output(trace.get());
    }
    return waiting
        .get(id)
        .map(entry -> found(sheets().waiting(id, entry)))
        .orElseGet(() -> unknown("nothing is known by that hash" + history()));
  }

  private Step output(Trace trace) {
    List<Spot> spots = Stream.of(trace.made(), trace.spent()).flatMap(Optional::stream).toList();
    if (spots.isEmpty()) {
      return unknown("the output was made before what is remembered" + history());
    }
    Gathering gathering = Gathering.of(spots);
    var type = trace.stake() ? SeedHashJson.Type.STAKE : SeedHashJson.Type.COIN;
    return new Step.Read(
        gathering, () -> sheets().many(type, gathering, spots, List.of(), List.of()));
  }

  private Step address(Address address, String minHeight) {
    List<Spot> spots =
        List.copyOf(spots(address, minHeight.isEmpty() ? 0 : Pages.natural(minHeight)));
    List<Entry> unsaid = waiting.all().filter(it -> sheets().touches(it, address)).toList();
    List<Address> circles = explorer.circles(address);
    if (spots.isEmpty() && unsaid.isEmpty() && circles.isEmpty()) {
      return unknown("no entry or block is known that touches that address");
    }
    Gathering gathering = Gathering.of(spots);
    return new Step.Read(
        gathering,
        () -> sheets().many(SeedHashJson.Type.ADDRESS, gathering, spots, unsaid, circles));
  }

  /** The newest, in the order of the chain; the block itself where it paid the address. */
  private NavigableSet<Spot> spots(Address address, long min) {
    NavigableSet<Spot> spots = new TreeSet<>();
    for (Line line : explorer.lines(address, Optional.empty(), settings.pageMax())) {
      if (line.height() < min) {
        return spots;
      }
      spots.add(new Spot(line.height(), line.place()));
      boolean paid =
          explorer.block(line.height()).stream()
              .flatMap(it -> it.unsaid().stream())
              .anyMatch(it -> it.holding().condition().address().equals(address));
      if (paid) {
        spots.add(Spot.byBlock(line.height()));
      }
    }
    if (min == 0 && explorer.since() == 1 && spots.size() < settings.pageMax()) {
      sheets().begins(address).ifPresent(spots::add);
    }
    return spots;
  }

  private Step newest(long count) {
    if (count == 0) {
      throw new Malformed("history", "one block at least");
    }
    long most = Math.min(count, STATS_MAX);
    return stats(Math.max(0, tip().height() - most), tip().height());
  }

  private Step between(long first, long last) {
    if (first > last) {
      throw new Malformed("range", "a first height that is not past the last");
    }
    long end = Math.min(last, tip().height());
    return end < first
        ? new Step.Done(new Answered.Found("null"))
        : stats(Math.max(Math.max(1, first) - 1, end - STATS_MAX), end);
  }

  /** Of blocks past a height, as far as they are remembered. */
  private Step stats(long after, long last) {
    List<Passed> blocks =
        explorer.after(after, STATS_MAX).stream().filter(it -> it.height() <= last).toList();
    return found(SeedChainJson.stats(blocks, sheets().timeBefore(blocks)));
  }

  private Step last(String id) {
    if (id.length() <= SHORT) {
      long number = Pages.natural(id);
      return last(new Spot(number >>> SHORT_BITS, (int) (number & ((1 << SHORT_BITS) - 1))));
    }
    TransactionId name = new TransactionId(hash(id));
    return explorer
        .entry(name)
        .map(it -> last(new Spot(it.block().height(), it.place())))
        .orElseGet(() -> unknown("transaction not found"));
  }

  private Step last(Spot spot) {
    boolean known =
        explorer.block(spot.height()).filter(it -> spot.place() < it.entries().size()).isPresent();
    if (!known) {
      return unknown("transaction not found");
    }
    Gathering gathering = Gathering.of(List.of(spot));
    return new Step.Read(gathering, () -> sheets().raw(gathering, spot));
  }

  private static Hash hash(String id) {
    if (id.length() != HASH) {
      throw new Malformed("id", HASH + " hexadecimal digits");
    }
    return Hash.ofHex(id.toLowerCase(Locale.ROOT));
  }

  private static OutputId output(String id) {
    return new OutputId(hash(id));
  }

  private static Step unspent(Optional<Unspent> output) {
    return output
        .map(it -> found(SeedChainJson.unspent(it.holding())))
        .orElseGet(() -> unknown("no such output is unspent"));
  }

  private Step pool(String address) {
    Optional<Address> touched = address.isEmpty() ? Optional.empty() : Optional.of(parse(address));
    List<Entry> all =
        waiting
            .all()
            .filter(it -> touched.map(who -> sheets().touches(it, who)).orElse(true))
            .toList();
    return new Step.Done(SeedSheets.pool(all));
  }
}
