package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.codec.Malformed;

/** What holds of every block, over random towns, and against the same rules told again. */
class LedgerLawsTest {

  private static final RuleBook RULES = Town.RULES;

  /** A town some blocks on, told twice. */
  private record Grown(Town town, NaiveLedger books, Ledger ledger) {

    static Grown of(RandomGenerator random, int blocks) {
      Town town = new Town(random);
      Genesis genesis = town.genesis();
      NaiveLedger books = new NaiveLedger(genesis);
      Ledger ledger = Ledger.of(genesis);
      for (int i = 0; i < blocks; i++) {
        Block block = town.block(books, RULES);
        ledger = applied(ledger, block).state();
        assertThat(books.apply(block, RULES, Town.PAYEES)).isTrue();
        assertThat(books.saysTheSame(ledger)).as("after block %d", i + 1).isTrue();
      }
      return new Grown(town, books, ledger);
    }
  }

  static Verdict.Applied applied(Ledger ledger, Block block) {
    Verdict verdict = ledger.apply(block, RULES, Town.PAYEES);
    assertThat(verdict).isInstanceOf(Verdict.Applied.class);
    return (Verdict.Applied) verdict;
  }

  @Test
  void whatIsUnspentIsWhatWasEverMadeAndNotBurned() {
    Property.forAll(
        40,
        random -> {
          Town town = new Town(random);
          Genesis genesis = town.genesis();
          NaiveLedger books = new NaiveLedger(genesis);
          Ledger ledger = Ledger.of(genesis);
          for (int i = 0; i < 8; i++) {
            Block block = town.block(books, RULES);
            long made = RULES.at(block.height()).charges().reward();
            for (Entry entry : block.entries()) {
              made += minted(entry.content()) - entry.content().burned();
            }
            Ledger after = applied(ledger, block).state();
            assertThat(after.supply() - ledger.supply()).isEqualTo(made);
            assertThat(sum(after.coins())).isEqualTo(after.supply());
            assertThat(sum(after.stakes())).isEqualTo(sum(ledger.stakes()));
            books.apply(block, RULES, Town.PAYEES);
            ledger = after;
          }
        });
  }

  private static long minted(Content content) {
    return content.order().orElse(null) instanceof rhizome.ledger.chain.Order.Mint mint
        ? mint.units()
        : 0;
  }

  private static long sum(Trie<Unspent> unspent) {
    return NaiveLedger.contents(unspent).values().stream()
        .mapToLong(it -> it.holding().units())
        .sum();
  }

  @Test
  void aBlockThatIsTakenBackWasNeverThere() {
    Property.forAll(
        40,
        random -> {
          Grown grown = Grown.of(random, 2);
          NaiveLedger books = grown.books();
          List<Ledger> states = new ArrayList<>(List.of(grown.ledger()));
          List<Undo> undos = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            Block block = grown.town().block(books, RULES);
            Verdict.Applied applied = applied(states.getLast(), block);
            books.apply(block, RULES, Town.PAYEES);
            states.add(applied.state());
            undos.add(applied.undo());
          }
          Ledger ledger = states.getLast();
          for (int i = undos.size() - 1; i >= 0; i--) {
            ledger = ledger.revert(undos.get(i));
            assertThat(ledger).isEqualTo(states.get(i));
            assertThat(NaiveLedger.contents(ledger.coins()))
                .isEqualTo(NaiveLedger.contents(states.get(i).coins()));
          }
        });
  }

  @Test
  void theOrderOfIndependentEntriesDoesNotMatter() {
    Property.forAll(
        40,
        random -> {
          Grown grown = Grown.of(random, 1);
          NaiveLedger books = grown.books();
          List<Entry> entries = independent(grown, random);
          List<Entry> shuffled = new ArrayList<>(entries);
          Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
          Ledger one = applied(grown.ledger(), block(grown, entries)).state();
          Ledger other = applied(grown.ledger(), block(grown, shuffled)).state();
          assertThat(withoutPayouts(one)).isEqualTo(withoutPayouts(other));
          assertThat(one.stakes()).isEqualTo(other.stakes());
          assertThat(one.supply()).isEqualTo(other.supply());
          assertThat(one.offices()).isEqualTo(other.offices());
          assertThat(books.height).isEqualTo(one.tip().height() - 1);
        });
  }

  /** Payouts are named after their block, and that is another. */
  private static List<?> withoutPayouts(Ledger ledger) {
    return NaiveLedger.contents(ledger.coins()).entrySet().stream()
        .filter(it -> it.getValue().matures() <= ledger.tip().height())
        .toList();
  }

  private static Block block(Grown grown, List<Entry> entries) {
    long fees = entries.stream().mapToLong(it -> it.content().fee()).sum();
    long reward = RULES.at(1).charges().reward();
    NaiveLedger books = grown.books();
    return new Block(
        new Block.Position(books.chain, books.height + 1, books.time + 1, books.tip),
        entries,
        Town.PAYEES.payouts(reward, fees),
        List.of());
  }

  /** Entries that neither spend what another makes or spends, nor are orders. */
  private static List<Entry> independent(Grown grown, RandomGenerator random) {
    NaiveLedger draft = grown.books().copy();
    List<Entry> entries = new ArrayList<>();
    Chapter chapter = RULES.at(1);
    for (int i = random.nextInt(8); i > 0; i--) {
      Entry entry = grown.town().entry(draft, chapter);
      boolean old =
          entry.content().order().isEmpty()
              && entry.content().coins().inputs().stream()
                  .allMatch(id -> grown.books().coins.containsKey(id.hash()))
              && entry.content().stakes().inputs().stream()
                  .allMatch(id -> grown.books().stakes.containsKey(id.hash()));
      if (old && draft.take(entry, chapter)) {
        entries.add(entry);
      }
    }
    return entries;
  }

  @Test
  void theRulesToldTwiceSayTheSameOfDamagedBlocks() {
    int[] seen = new int[2];
    Property.forAll(
        60,
        random -> {
          Grown grown = Grown.of(random, 3);
          Spoiler spoiler = new Spoiler(grown.town(), random);
          for (int i = 0; i < 6; i++) {
            Block block = spoiler.spoil(grown.town().block(grown.books(), RULES), grown.books());
            NaiveLedger books = grown.books().copy();
            boolean right = books.apply(block, RULES, Town.PAYEES);
            Verdict verdict = grown.ledger().apply(block, RULES, Town.PAYEES);
            assertThat(verdict instanceof Verdict.Applied).as("%s", verdict).isEqualTo(right);
            if (verdict instanceof Verdict.Applied applied) {
              assertThat(books.saysTheSame(applied.state())).isTrue();
            }
            seen[right ? 1 : 0]++;
          }
        });
    assertThat(seen[0]).as("refused").isGreaterThan(seen[1] / 10);
    assertThat(seen[1]).as("accepted").isGreaterThan(seen[0] / 10);
  }

  @Test
  void noByteOfAValidEntryCanBeChanged() {
    Property.forAll(
        12,
        random -> {
          Grown grown = Grown.of(random, 1);
          Chapter chapter = RULES.at(1);
          Entry entry = grown.town().entry(grown.books(), chapter);
          while (!grown.books().copy().take(entry, chapter)) {
            entry = grown.town().entry(grown.books(), chapter);
          }
          byte[] octets = entry.encode();
          for (int at = 0; at < octets.length; at++) {
            byte[] changed = octets.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Entry other;
            try {
              other = Entry.decode(changed);
            } catch (Malformed _) {
              continue;
            }
            assertThat(other.encode()).isEqualTo(changed);
            boolean saysTheSame = other.content().equals(entry.content());
            assertThat(other.id().equals(entry.id())).isEqualTo(saysTheSame);
            assertThat(grown.ledger().apply(block(grown, List.of(other)), RULES, Town.PAYEES))
                .as("byte %d of %d", at, octets.length)
                .isInstanceOf(Verdict.Refused.class);
          }
        });
  }

  @Test
  void whatTheNextBlockIsMadeOfIsAccepted() {
    Property.forAll(
        30,
        random -> {
          Grown grown = Grown.of(random, 1);
          Chapter chapter = RULES.at(1);
          List<Entry> waiting = new ArrayList<>();
          NaiveLedger draft = grown.books().copy();
          for (int i = 0; i < 8; i++) {
            Entry entry = grown.town().entry(draft, chapter);
            if (random.nextBoolean()) {
              draft.take(entry, chapter);
            }
            waiting.add(entry);
          }
          Ledger.Written written =
              grown.ledger().write(grown.books().time + 1, waiting, List.of(), RULES, Town.PAYEES);
          Block next = written.block();
          assertThat(written.verdict())
              .isEqualTo(grown.ledger().apply(next, RULES, Town.PAYEES))
              .isInstanceOf(Verdict.Applied.class);
          assertThat(grown.books().apply(next, RULES, Town.PAYEES)).isTrue();
        });
  }

  /** A block with one byte changed is refused, or is another and the form of that. */
  static void hasNoOtherForm(RandomGenerator random, Block block, int times) {
    byte[] octets = block.encode();
    for (int i = 0; i < times; i++) {
      byte[] changed = octets.clone();
      changed[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      Block read;
      try {
        read = Block.decode(changed);
      } catch (Malformed _) {
        continue;
      }
      assertThat(read.encode()).isEqualTo(changed);
      assertThat(read.id().equals(block.id())).isEqualTo(read.equals(block));
    }
  }

  @Test
  void aBlockIsReadAsItWasWrittenAndInNoOtherForm() {
    Property.forAll(
        20,
        random -> {
          Grown grown = Grown.of(random, 1);
          Block block = grown.town().block(grown.books(), RULES);
          assertThat(Block.decode(block.encode())).isEqualTo(block);
          hasNoOtherForm(random, block, 200);
        });
  }

  /** Makes a wrong block of a right one, most often, and signs again what it changed. */
  private record Spoiler(Town town, RandomGenerator random) {

    Block spoil(Block block, NaiveLedger books) {
      List<Entry> entries = new ArrayList<>(block.entries());
      if (entries.isEmpty() || random.nextInt(4) == 0) {
        return spoilBlock(block);
      }
      int which = random.nextInt(entries.size());
      Entry entry = entries.get(which);
      switch (random.nextInt(8)) {
        case 0 -> entries.add(entry);
        case 1 -> entries.set(which, entry.with(0, town.entry(books, RULES.at(1)).shown().get(0)));
        case 2 -> Collections.reverse(entries);
        case 3 -> entries.remove(which);
        default -> entries.set(which, Town.signed(spoil(entry.content()), books));
      }
      long fees = entries.stream().mapToLong(it -> it.content().fee()).sum();
      List<Holding> payouts = Town.PAYEES.payouts(RULES.at(1).charges().reward(), fees);
      return new Block(
          new Block.Position(block.chain(), block.height(), block.time(), block.parent()),
          entries,
          payouts,
          List.of());
    }

    private Content spoil(Content of) {
      Move coins = of.coins();
      long by = random.nextInt(-1, 2);
      List<Holding> outputs = new ArrayList<>(coins.outputs());
      if (!outputs.isEmpty() && random.nextBoolean()) {
        int last = outputs.size() - 1;
        long units = random.nextInt(6) == 0 ? random.nextInt(15) : outputs.get(last).units() + by;
        outputs.set(last, new Holding(units, town.someone()));
      }
      var inputs = new ArrayList<>(coins.inputs());
      if (!inputs.isEmpty() && random.nextInt(4) == 0) {
        inputs.add(inputs.getFirst());
      }
      Move stakes =
          random.nextInt(4) == 0
              ? new Move(of.stakes().inputs(), List.of(new Holding(5, town.someone())))
              : of.stakes();
      long fee = Math.max(0, of.fee() + random.nextInt(-1, 2));
      long burned = Math.max(0, of.burned() + random.nextInt(-1, 2));
      return new Content(
          of.chain(), new Move(inputs, outputs), stakes, burned, fee, of.order(), of.note());
    }

    private Block spoilBlock(Block of) {
      int what = random.nextInt(8);
      List<Holding> payouts = new ArrayList<>(of.payouts());
      if (what == 0) {
        payouts.set(0, new Holding(payouts.getFirst().units() + 1, payouts.getFirst().condition()));
      }
      if (what == 1) {
        payouts.set(0, new Holding(payouts.getFirst().units(), Town.to(5)));
      }
      return new Block(
          new Block.Position(
              what == 2 ? of.parent().hash() : of.chain(),
              of.height() + (what == 3 ? 1 : 0),
              what == 4 ? of.time() - 30_000 : of.time(),
              what == 5 ? of.id() : of.parent()),
          of.entries(),
          payouts,
          List.of());
    }
  }
}
