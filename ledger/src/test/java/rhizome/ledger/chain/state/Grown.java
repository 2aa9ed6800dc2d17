package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.key.PublicKey;

/** A town with its blocks and what held after each. */
final class Grown {

  private static final RuleBook STAKED =
      RuleBook.of(
          new Chapter(
              new Chapter.Limits(20_000, 4_000, 12, 12, 100),
              new Chapter.Charges(2, 10, 1_003, 2),
              List.of(Plugin.MINTING, Plugin.BURNING),
              Optional.of(new Staking(4, 3, 20, 5, 15, 2_000, 500, 2))));

  private final RandomGenerator random;
  private final boolean staked;
  private final Town town;
  private final NaiveLedger books;
  final Genesis genesis;
  final List<Block> blocks = new ArrayList<>();
  final List<Ledger> ledgers = new ArrayList<>();

  Grown(RandomGenerator random, boolean staked) {
    this.random = random;
    this.staked = staked;
    this.town = new Town(random);
    this.genesis = staked ? town.founded() : town.genesis();
    this.books = new NaiveLedger(genesis);
    ledgers.add(Ledger.of(genesis));
  }

  Ledger ledger() {
    return ledgers.getLast();
  }

  void grow() {
    RuleBook rules = staked ? STAKED : Town.RULES;
    Block block = town.block(books, rules);
    Verdict verdict;
    if (staked) {
      var set = ledger().epoch().orElseThrow().set();
      PublicKey proposer = set.get(random.nextInt(set.size())).key();
      var makers = new NaiveStake.Makers(proposer, set.all().stream().map(v -> v.key()).toList());
      verdict = ledger().apply(block, rules, ledger().payees(rules, proposer, makers.signers()));
      assertThat(books.apply(block, rules, makers)).isTrue();
    } else {
      verdict = ledger().apply(block, rules, Town.PAYEES);
      assertThat(books.apply(block, rules, Town.PAYEES)).isTrue();
    }
    assertThat(verdict).isInstanceOf(Verdict.Applied.class);
    blocks.add(block);
    ledgers.add(((Verdict.Applied) verdict).state());
  }
}
