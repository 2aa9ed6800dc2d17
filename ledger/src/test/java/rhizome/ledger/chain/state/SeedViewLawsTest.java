package rhizome.ledger.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Block;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.explorer.Explorer;
import rhizome.ledger.explorer.Passed;
import rhizome.ledger.explorer.Spot;
import rhizome.ledger.explorer.Tally;
import rhizome.ledger.explorer.ToldBlock;
import rhizome.ledger.explorer.Trace;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.SeedBlockJson;
import rhizome.ledger.transaction.OutputId;

/** What the seed's tools make of our chain, as it is told them, against the ledger itself. */
class SeedViewLawsTest {

  private static final int PLENTY = 1_000_000;
  private static final int BLOCKS = 18;

  private static Explorer explorer(Grown grown, boolean late) {
    Explorer explorer = new Explorer(late ? grown.ledger() : grown.ledgers.getFirst(), 1, PLENTY);
    explorer.found(grown.genesis);
    for (int i = 0; i < grown.blocks.size(); i++) {
      if (late) {
        explorer.recall(grown.blocks.get(i));
      } else {
        explorer.follow(grown.blocks.get(i), grown.ledgers.get(i + 1));
      }
    }
    return explorer;
  }

  private static Grown grown(RandomGenerator random, boolean staked) {
    Grown grown = new Grown(random, staked);
    for (int i = 0; i < BLOCKS; i++) {
      grown.grow();
    }
    return grown;
  }

  private static ObjectNode write(ToldBlock block, Tally upTo) {
    return SeedBlockJson.write(block, new SeedBlockJson.Facts(block.id(), block.height(), 0, upTo));
  }

  /** All blocks as a tool gets them, that of the beginning first. */
  private static List<ObjectNode> told(Grown grown, Explorer explorer) {
    List<ObjectNode> told = new ArrayList<>();
    ToldBlock first = ToldBlock.of(grown.genesis);
    told.add(write(first, Tally.of(first)));
    for (Block block : grown.blocks) {
      Passed passed = explorer.block(block.height()).orElseThrow();
      told.add(write(explorer.told(passed, block), passed.upTo()));
    }
    return told;
  }

  /** Adds up as the seed's front ends do: what came by its id, less what is the parent of one. */
  private static final class Books {
    private final String kind;
    private final Map<String, Long> values = new TreeMap<>();
    private final Map<String, String> holders = new TreeMap<>();
    private long read;

    Books(String kind) {
      this.kind = kind;
    }

    private void came(JsonNode id, JsonNode value, JsonNode holder) {
      assertThat(values).doesNotContainKey(id.asText());
      values.put(id.asText(), value.asLong());
      holders.put(id.asText(), holder.asText());
    }

    void follow(JsonNode block) {
      if (kind.equals("coin")) {
        JsonNode payouts = block.at("/rawblock/minerpayouts");
        for (int i = 0; i < payouts.size(); i++) {
          JsonNode payout = payouts.get(i);
          came(block.at("/minerpayoutids/" + i), payout.at("/value"), payout.at("/unlockhash"));
        }
      }
      for (JsonNode entry : block.at("/transactions")) {
        JsonNode data = entry.at("/rawtransaction/data");
        assertThat(block.at("/rawblock/transactions")).contains(entry.at("/rawtransaction"));
        String hashes =
            kind.equals("coin") ? "/coinoutputunlockhashes/" : "/blockstakeunlockhashes/";
        JsonNode outputs = data.path(kind + "outputs");
        for (int i = 0; i < outputs.size(); i++) {
          came(
              entry.at("/" + kind + "outputids/" + i),
              outputs.get(i).at("/value"),
              entry.at(hashes + i));
        }
        spend(entry, data);
      }
    }

    private void spend(JsonNode entry, JsonNode data) {
      JsonNode inputs = data.path(kind + "inputs");
      assertThat(entry.at("/" + kind + "inputoutputs").size()).isEqualTo(inputs.size());
      for (int i = 0; i < inputs.size(); i++) {
        String parent = inputs.get(i).at("/parentid").asText();
        JsonNode output = entry.at("/" + kind + "inputoutputs/" + i);
        assertThat(output.at("/value").asLong()).isEqualTo(values.remove(parent));
        assertThat(output.at("/unlockhash").asText()).isEqualTo(holders.remove(parent));
        read++;
      }
    }

    Map<String, Long> balances() {
      Map<String, Long> balances = new TreeMap<>();
      values.forEach((id, value) -> balances.merge(holders.getOrDefault(id, ""), value, Long::sum));
      return balances;
    }
  }

  private static Map<String, Long> scan(Trie<Unspent> outputs) {
    Map<String, Long> balances = new TreeMap<>();
    outputs.forEach(
        (_, it) ->
            balances.merge(it.holding().condition().address().toString(), it.weight(), Long::sum));
    return balances;
  }

  @Test
  void whatTheSeedsFrontEndsAddUpIsWhatTheLedgerHolds() {
    long[] seen = new long[3];
    Property.forAll(
        20,
        random -> {
          boolean staked = random.nextInt(3) > 0;
          Grown grown = grown(random, staked);
          Explorer explorer = explorer(grown, false);
          Books coins = new Books("coin");
          Books stakes = new Books("blockstake");
          for (JsonNode block : told(grown, explorer)) {
            coins.follow(block);
            stakes.follow(block);
            seen[2] += staked ? block.at("/minerpayoutids").size() : 0;
          }
          assertThat(coins.balances()).isEqualTo(scan(grown.ledger().coins()));
          assertThat(stakes.balances()).isEqualTo(scan(grown.ledger().stakes()));
          seen[0] += coins.read;
          seen[1] += stakes.read;
        });
    assertThat(seen).as("coins, stake, and wages or earnings were seen").doesNotContain(0);
  }

  /** Without wages nothing is missing to who reads blocks back only. */
  @Test
  void whoReadsBackFromTheBeginningTellsTheSameBlocks() {
    Property.forAll(
        10,
        random -> {
          Grown grown = grown(random, false);
          assertThat(told(grown, explorer(grown, true)))
              .isEqualTo(told(grown, explorer(grown, false)));
        });
  }

  @Test
  void factsCountAllThatWasTold() {
    Property.forAll(
        10,
        random -> {
          Grown grown = grown(random, true);
          long[] counts = new long[5];
          for (JsonNode block : told(grown, explorer(grown, false))) {
            counts[0] += block.at("/transactions").size();
            counts[1] += block.at("/minerpayoutids").size();
            for (JsonNode entry : block.at("/transactions")) {
              counts[2] += entry.at("/coininputoutputs").size();
              counts[3] += entry.at("/coinoutputids").size();
              counts[4] += entry.at("/rawtransaction/data/minerfees").size();
            }
            assertThat(block.at("/transactioncount").asLong()).isEqualTo(counts[0]);
            assertThat(block.at("/minerpayoutcount").asLong()).isEqualTo(counts[1]);
            assertThat(block.at("/coininputcount").asLong()).isEqualTo(counts[2]);
            assertThat(block.at("/coinoutputcount").asLong()).isEqualTo(counts[3]);
            assertThat(block.at("/minerfeecount").asLong()).isEqualTo(counts[4]);
          }
        });
  }

  @Test
  void eachOutputIsTracedToWhatMadeItAndToWhatSpentIt() {
    long[] seen = new long[2];
    Property.forAll(
        10,
        random -> {
          Grown grown = grown(random, true);
          Explorer explorer = explorer(grown, false);
          for (Block block : grown.blocks) {
            for (int place = 0; place < block.entries().size(); place++) {
              Spot spot = new Spot(block.height(), place);
              for (OutputId id : block.entries().get(place).content().coins().inputs()) {
                Trace trace = explorer.trace(id).orElseThrow();
                assertThat(trace.spent()).contains(spot);
                assertThat(trace.made().orElseThrow()).isNotEqualTo(spot);
                assertThat(trace.stake()).isFalse();
                seen[0]++;
              }
            }
          }
          for (Trie<Unspent> all : List.of(grown.ledger().coins(), grown.ledger().stakes())) {
            all.forEach(
                (id, it) -> {
                  Trace trace = explorer.trace(new OutputId(id)).orElseThrow();
                  assertThat(trace.spent()).isEmpty();
                  assertThat(trace.holding()).contains(it.holding());
                  assertThat(trace.made().orElseThrow().height()).isEqualTo(it.since());
                  seen[1]++;
                });
          }
        });
    assertThat(seen).doesNotContain(0);
  }

  @Test
  void nothingPointsToBlocksThatAreForgotten() {
    Property.forAll(
        10,
        random -> {
          Grown grown = new Grown(random, true);
          Explorer explorer = new Explorer(grown.ledger(), 1, 60);
          explorer.found(grown.genesis);
          for (int i = 0; i < 25; i++) {
            grown.grow();
            explorer.follow(grown.blocks.getLast(), grown.ledger());
          }
          assertThat(explorer.since()).isGreaterThan(1);
          List<Hash> ids = new ArrayList<>();
          grown.ledger().coins().forEach((id, _) -> ids.add(id));
          for (Block block : grown.blocks) {
            block
                .entries()
                .forEach(it -> it.content().coins().inputs().forEach(id -> ids.add(id.hash())));
          }
          for (Hash id : ids) {
            explorer
                .trace(new OutputId(id))
                .ifPresent(
                    it -> {
                      assertThat(it.made().stream())
                          .allMatch(spot -> spot.height() >= explorer.since());
                      assertThat(it.spent().stream())
                          .allMatch(spot -> spot.height() >= explorer.since());
                    });
          }
        });
  }

  @Test
  void anAddressIsToldOfWhichOthersItIsOneThatHoldSomething() {
    long[] seen = new long[1];
    Property.forAll(
        10,
        random -> {
          Grown grown = grown(random, random.nextBoolean());
          Explorer explorer = explorer(grown, false);
          for (int who = 0; who < Town.KEYS.size(); who++) {
            Address member = Town.address(who);
            TreeSet<Address> circles = new TreeSet<>();
            for (Trie<Unspent> all : List.of(grown.ledger().coins(), grown.ledger().stakes())) {
              all.forEach((_, it) -> add(circles, it.holding().condition(), member));
            }
            assertThat(explorer.circles(member)).containsExactlyElementsOf(circles);
            seen[0] += circles.size();
          }
        });
    assertThat(seen).doesNotContain(0);
  }

  private static void add(Set<Address> to, Condition condition, Address member) {
    if (condition instanceof Condition.TimeLock(_, var inner)) {
      add(to, inner, member);
    } else if (condition instanceof Condition.Multisig(_, var all) && all.contains(member)) {
      to.add(condition.address());
    }
  }
}
