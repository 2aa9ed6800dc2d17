package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.explorer.Line;
import rhizome.ledger.explorer.Sums;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;

/** What an explorer says after any blocks, against looks at all of the ledger. */
class ExplorerLawsTest {

  private static final int PLENTY = 1_000_000;
  private static final Comparator<Line> NEWEST_FIRST = Comparator.reverseOrder();

  private static SortedMap<Address, SortedSet<Hash>> scan(Trie<Unspent> outputs) {
    SortedMap<Address, SortedSet<Hash>> all = new TreeMap<>();
    outputs.forEach(
        (id, it) ->
            all.computeIfAbsent(it.holding().condition().address(), _ -> new TreeSet<>()).add(id));
    return all;
  }

  private static Sums sums(Ledger ledger, Address address) {
    long[] sums = new long[3];
    long height = ledger.tip().height() + 1;
    ledger
        .coins()
        .forEach(
            (_, it) -> {
              Condition condition = it.holding().condition();
              if (condition.address().equals(address)) {
                long lock = condition instanceof Condition.TimeLock(long until, _) ? until : 0;
                boolean open =
                    it.matures() <= height
                        && lock <= (lock < 500_000_000 ? height : ledger.tip().seconds());
                sums[0] += it.weight();
                sums[1] += open ? it.weight() : 0;
              }
            });
    ledger
        .stakes()
        .forEach(
            (_, it) ->
                sums[2] += it.holding().condition().address().equals(address) ? it.weight() : 0);
    return new Sums(sums[0], sums[1], sums[2]);
  }

  private static void saysWhatAScanFinds(Explorer explorer, Ledger ledger) {
    var coins = scan(ledger.coins());
    var stakes = scan(ledger.stakes());
    SortedSet<Address> all = new TreeSet<>(coins.keySet());
    all.addAll(stakes.keySet());
    all.addAll(Town.ALL);
    for (Address address : all) {
      assertThat(explorer.coins(address, Optional.empty(), PLENTY))
          .extracting(it -> it.id().hash())
          .containsExactlyElementsOf(coins.getOrDefault(address, new TreeSet<>()));
      assertThat(explorer.stakes(address, Optional.empty(), PLENTY))
          .extracting(it -> it.id().hash())
          .containsExactlyElementsOf(stakes.getOrDefault(address, new TreeSet<>()));
      assertThat(explorer.sums(address)).isEqualTo(sums(ledger, address));
    }
    earnedIsWhatPursesHold(explorer, ledger);
  }

  /** With the validator's own and what could not be divided yet. */
  private static void earnedIsWhatPursesHold(Explorer explorer, Ledger ledger) {
    SortedMap<Hash, Long> earned = new TreeMap<>();
    ledger
        .stakes()
        .forEach(
            (id, it) -> {
              long units = explorer.earned(new Explorer.Output(new OutputId(id), it));
              it.bond().to().ifPresent(to -> earned.merge(to.octets(), units, Long::sum));
            });
    ledger
        .roll()
        .validators()
        .forEach(
            (key, it) ->
                assertThat(earned.getOrDefault(key, 0L) + it.purse().own() + it.purse().carry())
                    .isEqualTo(it.purse().held()));
  }

  private static Sums net(Explorer explorer, Address address) {
    List<Line> lines = explorer.lines(address, Optional.empty(), PLENTY);
    assertThat(lines).allMatch(Line::whole);
    return new Sums(
        lines.stream().mapToLong(it -> it.coinsCame() - it.coinsWent()).sum(),
        0,
        lines.stream().mapToLong(it -> it.stakeCame() - it.stakeWent()).sum());
  }

  @Test
  void whatIsUnspentIsWhatAScanOfTheLedgerFindsAndTheHistoryAddsUp() {
    long[] seen = new long[3];
    Property.forAll(
        30,
        random -> {
          Grown grown = new Grown(random, random.nextInt(3) > 0);
          Explorer explorer = new Explorer(grown.ledger(), 1, PLENTY);
          for (int i = 0; i < 20; i++) {
            grown.grow();
            explorer.follow(grown.blocks.getLast(), grown.ledger());
            saysWhatAScanFinds(explorer, grown.ledger());
          }
          Ledger first = grown.ledgers.getFirst();
          SortedSet<Address> all = new TreeSet<>(scan(grown.ledger().coins()).keySet());
          all.addAll(scan(first.coins()).keySet());
          for (Address address : all) {
            Sums before = sums(first, address);
            Sums now = sums(grown.ledger(), address);
            Sums net = net(explorer, address);
            assertThat(net.coins()).isEqualTo(now.coins() - before.coins());
            assertThat(net.stake()).isEqualTo(now.stake() - before.stake());
            seen[0] += now.coins() - now.open();
            seen[1] += now.stake();
          }
          seen[2] += explorer.lines(Town.address(0), Optional.empty(), PLENTY).size();
        });
    assertThat(seen).as("closed coins, stake and lines were seen").doesNotContain(0);
  }

  @Test
  void eachEntryIsFoundWhereItIsAndInTheLineOfEachItConcerns() {
    Property.forAll(
        20,
        random -> {
          Grown grown = new Grown(random, true);
          Explorer explorer = new Explorer(grown.ledger(), 1, PLENTY);
          for (int i = 0; i < 12; i++) {
            grown.grow();
            explorer.follow(grown.blocks.getLast(), grown.ledger());
          }
          for (Block block : grown.blocks) {
            assertThat(explorer.block(block.id())).isEqualTo(explorer.block(block.height()));
            for (int place = 0; place < block.entries().size(); place++) {
              Entry entry = block.entries().get(place);
              var where = explorer.entry(entry.id()).orElseThrow();
              assertThat(where.block().id()).isEqualTo(block.id());
              assertThat(where.place()).isEqualTo(place);
              for (var output : entry.content().coins().outputs()) {
                assertThat(explorer.lines(output.condition().address(), Optional.empty(), PLENTY))
                    .contains(line(explorer, output.condition().address(), block, place));
              }
            }
          }
          assertThat(explorer.after(3, 4))
              .extracting(it -> it.height())
              .containsExactly(4L, 5L, 6L, 7L);
        });
  }

  private static Line line(Explorer explorer, Address address, Block block, int place) {
    Line end = Line.at(block.height(), place + 1);
    Line line = explorer.lines(address, Optional.of(end), 1).getFirst();
    assertThat(line.height()).isEqualTo(block.height());
    assertThat(line.place()).isEqualTo(place);
    return line;
  }

  /** One that came late, and reads what was before back while blocks go on. */
  @Test
  void whoComesLateRecallsWhatWasBefore() {
    long[] seen = new long[2];
    Property.forAll(
        30,
        random -> {
          Grown grown = new Grown(random, false);
          Explorer early = new Explorer(grown.ledger(), 1, PLENTY);
          for (int i = 0; i < 10; i++) {
            grown.grow();
            early.follow(grown.blocks.getLast(), grown.ledger());
          }
          long since = random.nextLong(1, 11);
          Explorer late = new Explorer(grown.ledger(), since, PLENTY);
          while (late.isBehind()) {
            if (random.nextInt(3) == 0 && grown.blocks.size() < 16) {
              grown.grow();
              early.follow(grown.blocks.getLast(), grown.ledger());
              late.follow(grown.blocks.getLast(), grown.ledger());
            } else {
              late.recall(grown.blocks.get((int) late.next() - 1));
            }
          }
          grown.grow();
          early.follow(grown.blocks.getLast(), grown.ledger());
          late.follow(grown.blocks.getLast(), grown.ledger());
          saysWhatAScanFinds(late, grown.ledger());
          assertThat(late.since()).isEqualTo(since);
          for (Address address : Town.ALL) {
            List<Line> all = early.lines(address, Optional.empty(), PLENTY);
            List<Line> lines = late.lines(address, Optional.empty(), PLENTY);
            lines.stream().filter(Line::whole).forEach(line -> assertThat(all).contains(line));
            for (Line line : all) {
              if (line.height() >= since && line.coinsCame() > 0) {
                Line told = lines.get(Collections.binarySearch(lines, line, NEWEST_FIRST));
                assertThat(told.coinsCame()).isEqualTo(line.coinsCame());
                seen[told.whole() ? 1 : 0]++;
              }
            }
          }
        });
    assertThat(seen).as("lines of either kind").doesNotContain(0);
  }

  @Test
  void theOldestBlocksAreForgottenAndUnspentOutputsNever() {
    Property.forAll(
        20,
        random -> {
          Grown grown = new Grown(random, true);
          Explorer explorer = new Explorer(grown.ledger(), 1, 40);
          for (int i = 0; i < 30; i++) {
            grown.grow();
            explorer.follow(grown.blocks.getLast(), grown.ledger());
          }
          long since = explorer.since();
          assertThat(since).isGreaterThan(1).isLessThanOrEqualTo(30);
          assertThat(lines(explorer)).isLessThanOrEqualTo(40);
          for (Block block : grown.blocks) {
            boolean known = block.height() >= since;
            assertThat(explorer.block(block.height()).isPresent()).isEqualTo(known);
            assertThat(explorer.block(block.id()).isPresent()).isEqualTo(known);
            for (Entry entry : block.entries()) {
              assertThat(explorer.entry(entry.id()).isPresent()).isEqualTo(known);
            }
          }
          for (Address address : Town.ALL) {
            assertThat(explorer.lines(address, Optional.empty(), PLENTY))
                .allMatch(line -> line.height() >= since);
          }
          saysWhatAScanFinds(explorer, grown.ledger());
        });
  }

  private static int lines(Explorer explorer) {
    return explorer.after(0, PLENTY).stream()
        .mapToInt(it -> 1 + it.entries().size() + it.touched().size())
        .sum();
  }

  @Test
  void pagesOfOutputsAndLinesComeToAllOfThem() {
    Property.forAll(
        10,
        random -> {
          Grown grown = new Grown(random, true);
          Explorer explorer = new Explorer(grown.ledger(), 1, PLENTY);
          for (int i = 0; i < 12; i++) {
            grown.grow();
            explorer.follow(grown.blocks.getLast(), grown.ledger());
          }
          for (Address address : Town.ALL) {
            List<Explorer.Output> outputs = new ArrayList<>();
            List<Explorer.Output> page = explorer.coins(address, Optional.empty(), 2);
            while (!page.isEmpty()) {
              outputs.addAll(page);
              page = explorer.coins(address, Optional.of(page.getLast().id().hash()), 2);
            }
            assertThat(outputs).isEqualTo(explorer.coins(address, Optional.empty(), PLENTY));
            List<Line> lines = new ArrayList<>();
            List<Line> some = explorer.lines(address, Optional.empty(), 3);
            while (!some.isEmpty()) {
              lines.addAll(some);
              some = explorer.lines(address, Optional.of(some.getLast()), 3);
            }
            assertThat(lines).isEqualTo(explorer.lines(address, Optional.empty(), PLENTY));
          }
        });
  }

  @Test
  void aBlockThatIsNotTheNextIsRefused() {
    Property.forAll(
        2,
        random -> {
          Grown grown = new Grown(random, false);
          Explorer explorer = new Explorer(grown.ledger(), 1, PLENTY);
          grown.grow();
          grown.grow();
          assertThatThrownBy(() -> explorer.follow(grown.blocks.get(1), grown.ledger()))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> explorer.recall(grown.blocks.get(0)))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }
}
