package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.key.PublicKey;

/** What holds of stake at every block, over random towns, and against the same rules told again. */
class StakeLawsTest {

  private static final Staking STAKING = new Staking(4, 3, 20, 5, 15, 2_000, 500, 2);
  private static final RuleBook RULES =
      RuleBook.of(
          new Chapter(
              new Chapter.Limits(20_000, 4_000, 12, 12, 100),
              new Chapter.Charges(2, 10, 1_003, 2),
              List.of(Plugin.MINTING, Plugin.BURNING),
              Optional.of(STAKING)));

  /** A town with validators, told twice. */
  private static final class Grown {
    private final RandomGenerator random;
    private final Town town;
    private final NaiveLedger books;
    private Ledger ledger;

    Grown(RandomGenerator random) {
      this.random = random;
      this.town = new Town(random);
      Genesis genesis = town.founded();
      this.books = new NaiveLedger(genesis);
      this.ledger = Ledger.of(genesis);
    }

    /** The proposer may be any that votes, and the signers any of them. */
    NaiveStake.Makers makers() {
      List<PublicKey> signers = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        signers.add(Town.hot(random.nextInt(Town.HOT.size())));
      }
      var set = ledger.epoch().orElseThrow().set();
      return new NaiveStake.Makers(set.get(random.nextInt(set.size())).key(), signers);
    }

    Payees payees(NaiveStake.Makers makers) {
      return ledger.payees(RULES, makers.proposer(), makers.signers());
    }

    Undo grow() {
      NaiveStake.Makers makers = makers();
      Block block = town.block(books, RULES);
      Verdict verdict = ledger.apply(block, RULES, payees(makers));
      assertThat(verdict).isInstanceOf(Verdict.Applied.class);
      assertThat(books.apply(block, RULES, makers)).isTrue();
      ledger = ((Verdict.Applied) verdict).state();
      return ((Verdict.Applied) verdict).undo();
    }

    void growBy(int blocks) {
      for (int i = 0; i < blocks; i++) {
        grow();
      }
    }
  }

  @Test
  void theRulesToldTwiceSayTheSameOfEveryBlock() {
    EnumSet<Happening> seen = EnumSet.noneOf(Happening.class);
    Property.forAll(
        30,
        random -> {
          Grown grown = new Grown(random);
          for (int i = 1; i <= 24; i++) {
            grown.grow();
            assertThat(grown.books.saysTheSame(grown.ledger)).as("after block %d", i).isTrue();
            assertThat(grown.ledger.roll().epochs())
                .as("epochs at %d", i)
                .isEqualTo(grown.books.stake.known(STAKING, i));
            seen.addAll(Happening.of(grown.ledger));
          }
        });
    assertThat(seen).isEqualTo(EnumSet.allOf(Happening.class));
  }

  /** What has to come up in random towns, or they show little. */
  private enum Happening {
    SOMEBODY_FROZEN,
    SOMEBODY_LEFT,
    SOMEBODY_NEW,
    SET_CHANGED,
    SET_FULL,
    STAKE_UNBONDING,
    STAKE_REBONDED,
    STAKE_EARNED,
    PART_CARRIED;

    static List<Happening> of(Ledger ledger) {
      List<Happening> seen = new ArrayList<>();
      ledger
          .roll()
          .validators()
          .forEach(
              (_, it) -> {
                add(seen, SOMEBODY_FROZEN, it.isFrozen());
                add(seen, SOMEBODY_LEFT, !it.isFrozen() && !it.isActive());
                add(seen, PART_CARRIED, it.purse().carry() > 0);
              });
      add(seen, SOMEBODY_NEW, ledger.roll().validators().size() > 3);
      List<Epoch> epochs = ledger.roll().epochs();
      add(seen, SET_CHANGED, !epochs.getFirst().set().equals(epochs.getLast().set()));
      add(seen, SET_FULL, epochs.getLast().number() > 0 && epochs.getLast().set().size() == 3);
      ledger
          .stakes()
          .forEach(
              (_, it) -> {
                boolean waits = it.matures() > ledger.tip().height() + 1;
                boolean bonded = it.bond().to().isPresent();
                add(seen, STAKE_UNBONDING, waits && !bonded);
                add(seen, STAKE_REBONDED, waits && bonded);
                add(seen, STAKE_EARNED, bonded && it.bond().index() > 0);
              });
      return seen;
    }

    private static void add(List<Happening> seen, Happening what, boolean happened) {
      if (happened) {
        seen.add(what);
      }
    }
  }

  @Test
  void aBlockThatIsTakenBackWasNeverThere() {
    Property.forAll(
        40,
        random -> {
          Grown grown = new Grown(random);
          grown.growBy(random.nextInt(6));
          List<Ledger> states = new ArrayList<>(List.of(grown.ledger));
          List<Undo> undos = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            undos.add(grown.grow());
            states.add(grown.ledger);
          }
          Ledger ledger = states.getLast();
          for (int i = undos.size() - 1; i >= 0; i--) {
            ledger = ledger.revert(undos.get(i));
            assertThat(ledger).isEqualTo(states.get(i));
            assertThat(NaiveLedger.contents(ledger.roll().validators()))
                .isEqualTo(NaiveLedger.contents(states.get(i).roll().validators()));
            assertThat(NaiveLedger.contents(ledger.stakes()))
                .isEqualTo(NaiveLedger.contents(states.get(i).stakes()));
          }
        });
  }

  @Test
  void noUnitOfStakeOrCoinComesOrGoes() {
    Property.forAll(
        40,
        random -> {
          Grown grown = new Grown(random);
          long stake = grown.ledger.stakes().weight();
          for (int i = 0; i < 16; i++) {
            grown.grow();
            Ledger now = grown.ledger;
            long coins = sum(now.coins());
            long kept = 0;
            for (var each : NaiveLedger.contents(now.roll().validators()).entrySet()) {
              var purse = each.getValue().purse();
              long owed = purse.own() + purse.carry();
              for (Unspent output : NaiveLedger.contents(now.stakes()).values()) {
                if (output.bond().to().equals(Optional.of(new PublicKey(each.getKey())))) {
                  owed += purse.owed(output.weight(), output.bond().index());
                }
              }
              assertThat(purse.held()).isEqualTo(owed);
              kept += owed;
            }
            assertThat(coins + kept).isEqualTo(now.supply());
            assertThat(sum(now.stakes())).isEqualTo(stake);
          }
        });
  }

  private static long sum(Trie<Unspent> unspent) {
    return NaiveLedger.contents(unspent).values().stream()
        .mapToLong(it -> it.holding().units())
        .sum();
  }

  @Test
  void theRulesToldTwiceSayTheSameOfDamagedBlocks() {
    int[] seen = new int[2];
    Property.forAll(
        40,
        random -> {
          Grown grown = new Grown(random);
          grown.growBy(random.nextInt(24));
          for (int i = 0; i < 16; i++) {
            NaiveStake.Makers makers = grown.makers();
            Block block = spoilt(grown.town.block(grown.books, RULES), grown);
            NaiveLedger books = grown.books.copy();
            boolean right = books.apply(block, RULES, makers);
            Verdict verdict = grown.ledger.apply(block, RULES, grown.payees(makers));
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

  private static Block spoilt(Block of, Grown grown) {
    List<Evidence> evidence = new ArrayList<>(of.evidence());
    List<Entry> entries = new ArrayList<>(of.entries());
    for (int i = Math.max(0, grown.random.nextInt(-4, 4)); i > 0; i--) {
      evidence.add(grown.town.evidence(grown.books));
    }
    if (!entries.isEmpty() && grown.random.nextBoolean()) {
      int which = grown.random.nextInt(entries.size());
      entries.set(which, spoilt(entries.get(which), grown));
    } else {
      entries = List.of(grown.town.entry(grown.books, RULES.at(1)));
    }
    return new Block(
        new Block.Position(of.chain(), of.height(), of.time(), of.parent()),
        entries,
        of.payouts(),
        evidence);
  }

  /** Another bond, another order, or other stake; what it pays stays as much as it is worth. */
  private static Entry spoilt(Entry entry, Grown grown) {
    Content of = entry.content();
    Content other = grown.town.entry(grown.books, RULES.at(1)).content();
    int what = grown.random.nextInt(3);
    Optional<Order> order = what == 1 ? other.order() : of.order();
    Move move = what == 2 ? other.stakes() : of.stakes();
    Move stakes = new Move(move.inputs(), move.outputs(), (what == 0 ? other : of).bond());
    Content content =
        new Content(
            of.chain(),
            of.coins(),
            stakes,
            of.burned(),
            of.fee(),
            order.filter(it -> !(it instanceof Order.Mint)),
            of.note());
    return Town.signed(content, grown.books);
  }

  @Test
  void whatTheNextBlockIsMadeOfIsAccepted() {
    Property.forAll(
        40,
        random -> {
          Grown grown = new Grown(random);
          grown.growBy(random.nextInt(8));
          NaiveStake.Makers makers = grown.makers();
          List<Entry> waiting = new ArrayList<>();
          List<Evidence> evidence = new ArrayList<>();
          for (int i = 0; i < 6; i++) {
            waiting.add(grown.town.entry(grown.books, RULES.at(1)));
            evidence.add(grown.town.evidence(grown.books));
          }
          Block next =
              grown
                  .ledger
                  .write(grown.books.time + 1, waiting, evidence, RULES, grown.payees(makers))
                  .block();
          assertThat(grown.ledger.apply(next.encode(), RULES, grown.payees(makers)))
              .isInstanceOf(Verdict.Applied.class);
          assertThat(grown.books.apply(next, RULES, makers)).isTrue();
        });
  }

  @Test
  void aBlockIsReadAsItWasWrittenAndInNoOtherForm() {
    Property.forAll(
        20,
        random -> {
          Grown grown = new Grown(random);
          Block plain = grown.town.block(grown.books, RULES);
          List<Evidence> evidence =
              List.of(grown.town.evidence(grown.books), grown.town.evidence(grown.books));
          Block block =
              new Block(
                  new Block.Position(plain.chain(), plain.height(), plain.time(), plain.parent()),
                  plain.entries(),
                  plain.payouts(),
                  evidence);
          assertThat(block.id()).isNotEqualTo(plain.id());
          assertThat(Block.decode(block.encode())).isEqualTo(block);
          LedgerLawsTest.hasNoOtherForm(random, block, 300);
        });
  }
}
