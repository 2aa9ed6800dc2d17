package rhizome.runtime.explorer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.explorer.Passed;
import rhizome.ledger.explorer.Spot;
import rhizome.ledger.explorer.Tally;
import rhizome.ledger.explorer.ToldBlock;
import rhizome.ledger.explorer.ToldEntry;
import rhizome.ledger.explorer.Trace;
import rhizome.ledger.json.SeedBlockJson;
import rhizome.ledger.json.SeedBlockJson.Facts;
import rhizome.ledger.json.SeedChainJson;
import rhizome.ledger.json.SeedEntryJson;
import rhizome.ledger.json.SeedHashJson;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/** Answers in the seed's form, of blocks that were gathered. */
record SeedSheets(Explorer explorer, ExplorerShell.Beside beside) {

  /** So that an answer fits into a message between members, which has 1 MiB. */
  static final int CHARACTERS_MAX = 900_000;

  // -- blocks

  Optional<ObjectNode> facts(long height) {
    return height == 0
        ? Optional.of(SeedBlockJson.write(factsOfFirst()))
        : explorer.block(height).map(it -> SeedBlockJson.write(facts(it)));
  }

  private Facts factsOfFirst() {
    ToldBlock first = ToldBlock.of(beside.genesis());
    return new Facts(first.id(), 0, 0, Tally.of(first));
  }

  private Facts facts(Passed passed) {
    long maturity = beside.rules().at(passed.height()).charges().maturity();
    long matured = explorer.block(passed.height() - maturity).map(Passed::time).orElse(0L);
    return new Facts(passed.id(), passed.height(), matured, passed.upTo());
  }

  ObjectNode first() {
    return SeedBlockJson.write(ToldBlock.of(beside.genesis()), factsOfFirst());
  }

  ObjectNode begun() {
    return SeedBlockJson.alone(first());
  }

  Answered block(Gathering gathering, Passed passed, boolean hashed) {
    return told(
        gathering,
        () -> {
          Block stored = gathering.at(passed.height()).block();
          ObjectNode block = SeedBlockJson.write(explorer.told(passed, stored), facts(passed));
          return hashed ? SeedHashJson.block(block) : SeedBlockJson.alone(block);
        });
  }

  @FunctionalInterface
  private interface Sheet {
    ObjectNode write();
  }

  private Answered told(Gathering gathering, Sheet sheet) {
    boolean known = gathering.heights().stream().allMatch(it -> explorer.block(it).isPresent());
    if (!known || !gathering.isComplete()) {
      return new Answered.Unknown("a block of it is not kept here, or no longer");
    }
    return fitting(sheet.write());
  }

  static Answered fitting(ObjectNode sheet) {
    String text = sheet.toString();
    return text.length() > CHARACTERS_MAX
        ? new Answered.Unknown("too long for one answer: turn its pages at /v1/ledger/blocks")
        : new Answered.Found(text);
  }

  /** Time of the block before, in milliseconds; that of the first where nothing is known. */
  long timeBefore(List<Passed> blocks) {
    if (blocks.isEmpty()) {
      return 0;
    }
    Passed first = blocks.getFirst();
    return first.height() == 1
        ? beside.genesis().time()
        : explorer.block(first.height() - 1).orElse(first).time();
  }

  // -- entries

  Answered raw(Gathering gathering, Spot spot) {
    return told(
        gathering, () -> SeedEntryJson.raw(gathering.at(spot.height()).entry(spot.place())));
  }

  Answered entry(Gathering gathering, Spot spot) {
    return told(gathering, () -> SeedHashJson.entry(entryAt(gathering, spot), false));
  }

  ObjectNode waiting(TransactionId id, Entry entry) {
    return SeedHashJson.entry(SeedEntryJson.waiting(explorer.told(id, entry)), true);
  }

  private ObjectNode entryAt(Gathering gathering, Spot spot) {
    if (spot.height() == 0) {
      ToldBlock first = ToldBlock.of(beside.genesis());
      return SeedEntryJson.told(first.entries().getFirst(), first, 0);
    }
    ToldBlock block = outline(gathering, spot);
    Entry entry = gathering.at(spot.height()).entry(spot.place());
    ToldEntry told = explorer.told(entry.id(), entry);
    return SeedEntryJson.told(told, block, spot.place());
  }

  /** The block without its entries. */
  private ToldBlock outline(Gathering gathering, Spot spot) {
    Passed passed = explorer.block(spot.height()).orElseThrow();
    return explorer.told(passed, gathering.at(spot.height()).block());
  }

  /**
   * As many of the newest as there is room for, in the order of the chain; what waits is first, as
   * its height is 0.
   */
  Answered many(
      SeedHashJson.Type type,
      Gathering gathering,
      List<Spot> spots,
      List<Entry> waits,
      List<Address> circles) {
    return told(
        gathering,
        () -> {
          Room room = new Room();
          List<ObjectNode> all = new ArrayList<>();
          for (Entry entry : waits) {
            room.add(SeedEntryJson.waiting(explorer.told(entry.id(), entry)), all);
          }
          List<ObjectNode> entries = new ArrayList<>();
          List<ObjectNode> blocks = new ArrayList<>();
          for (Spot spot : spots.reversed()) {
            if (spot.isByBlock()) {
              Passed passed = explorer.block(spot.height()).orElseThrow();
              room.add(SeedBlockJson.write(outline(gathering, spot), facts(passed)), blocks);
            } else {
              room.add(entryAt(gathering, spot), entries);
            }
          }
          all.addAll(entries.reversed());
          return SeedHashJson.many(type, blocks.reversed(), all, circles);
        });
  }

  /** What of an answer is left. */
  private static final class Room {
    private int left = CHARACTERS_MAX * 9 / 10;

    void add(ObjectNode node, List<ObjectNode> to) {
      left -= node.toString().length();
      if (left >= 0) {
        to.add(node);
      }
    }
  }

  static Answered pool(List<Entry> waiting) {
    Room room = new Room();
    List<Entry> some = new ArrayList<>();
    for (Entry entry : waiting) {
      List<ObjectNode> fits = new ArrayList<>();
      room.add(SeedEntryJson.raw(entry), fits);
      if (!fits.isEmpty()) {
        some.add(entry);
      }
    }
    return new Answered.Found(SeedChainJson.pool(some).toString());
  }

  // -- addresses

  /** Where the chain began with something for an address. */
  Optional<Spot> begins(Address address) {
    Entry all = ToldBlock.of(beside.genesis()).entries().getFirst().entry();
    return touches(all, address) ? Optional.of(new Spot(0, 0)) : Optional.empty();
  }

  /** Whether an entry spends from an address or pays to it, or to several of which it is one. */
  boolean touches(Entry entry, Address address) {
    var content = entry.content();
    Stream<Holding> made =
        Stream.concat(content.coins().outputs().stream(), content.stakes().outputs().stream());
    Stream<OutputId> spent =
        Stream.concat(content.coins().inputs().stream(), content.stakes().inputs().stream());
    return Stream.concat(
            made, spent.flatMap(id -> explorer.trace(id).flatMap(Trace::holding).stream()))
        .anyMatch(it -> concerns(it.condition(), address));
  }

  private static boolean concerns(Condition condition, Address address) {
    return condition.address().equals(address)
        || switch (condition) {
          case Condition.TimeLock(_, var inner) -> concerns(inner, address);
          case Condition.Multisig(_, var members) -> members.contains(address);
          case Condition.Nil _, Condition.ToAddress _, Condition.Swap _ -> false;
        };
  }
}
