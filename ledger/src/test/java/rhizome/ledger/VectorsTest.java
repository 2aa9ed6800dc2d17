package rhizome.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.hash.Merkle;
import rhizome.ledger.json.BlockJson;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.json.FulfillmentJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.TransactionJson;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.money.Amount;
import rhizome.ledger.pobs.Lottery;
import rhizome.ledger.pobs.Parameters;
import rhizome.ledger.pobs.Ratio;
import rhizome.ledger.pobs.Target;
import rhizome.ledger.pobs.Weight;
import rhizome.ledger.transaction.Ids;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Signing;
import rhizome.ledger.transaction.Transaction;
import rhizome.ledger.transaction.TransactionCodec;

/** Every value that the seed made, made again; skipped where the file of them is not at hand. */
class VectorsTest {

  private Path file = Path.of("nowhere");
  private int met;

  @BeforeEach
  void find() {
    var found = Vectors.file();
    assumeTrue(found.isPresent(), "skipped: no rivine-vectors.json at hand (-Drhizome.shared)");
    file = found.get();
  }

  private void each(String prefix, Consumer<JsonNode> check) {
    for (JsonNode vector : Vectors.of(file, prefix)) {
      met++;
      try {
        check.accept(vector);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("vector " + vector.get("id").asText() + ": " + e.getMessage(), e);
      }
    }
    assertThat(met).as("vectors of " + prefix).isPositive();
  }

  /** A kind of vector that no test here knows would be passed over in silence. */
  @Test
  void noVectorIsPassedOver() {
    List<String> known =
        List.of(
            "sia-int",
            "riv-slicelen",
            "currency",
            "blake2b",
            "merkle",
            "addr-",
            "wallet-",
            "cond-",
            "fulfil-",
            "tx-",
            "sig_",
            "blk-",
            "pobs-",
            "target-math");
    assertThat(Vectors.of(file, ""))
        .allSatisfy(vector -> assertThat(known).anyMatch(vector.get("id").asText()::startsWith));
  }

  @Test
  void integersAndLengths() {
    each(
        "sia-int",
        vector -> {
          assertThat(hex(Writer.siabin().integer(3, 8))).isEqualTo(expected(vector, "hex", 0));
          Writer strings =
              Writer.siabin().list(List.of("foo"), (to, text) -> to.bytes(text.getBytes(US_ASCII)));
          assertThat(hex(strings)).isEqualTo(expected(vector, "hex", 1));
        });
    each(
        "riv-slicelen",
        vector -> {
          for (int i = 0; i < vector.at("/input/lengths").size(); i++) {
            int length = vector.at("/input/lengths/" + i).intValue();
            assertThat(hex(Writer.rivbin().length(length)))
                .isEqualTo(expected(vector, "prefix_hex", i));
          }
        });
  }

  @Test
  void amounts() {
    each(
        "currency",
        vector -> {
          for (int i = 0; i < vector.at("/input/decimal").size(); i++) {
            Amount amount = Amount.parse(vector.at("/input/decimal/" + i).asText());
            inBoth(vector, "siabin", "rivbin", i, amount::write);
          }
        });
  }

  private static void inBoth(
      JsonNode vector, String sia, String riv, int i, Consumer<Writer> value) {
    Writer siabin = Writer.siabin();
    value.accept(siabin);
    assertThat(hex(siabin)).isEqualTo(expected(vector, sia, i));
    Writer rivbin = Writer.rivbin();
    value.accept(rivbin);
    assertThat(hex(rivbin)).isEqualTo(expected(vector, riv, i));
  }

  @Test
  void hashesAndTrees() {
    each(
        "blake2b",
        vector -> {
          for (int i = 0; i < vector.at("/input/hex").size(); i++) {
            byte[] octets = bytes(vector.at("/input/hex/" + i).asText());
            assertThat(Blake.of(octets)).hasToString(expected(vector, "hashbytes", i));
            assertThat(Blake.object(octets)).hasToString(expected(vector, "hashobject", i));
          }
        });
    each(
        "merkle",
        vector -> {
          for (int i = 0; i < vector.at("/input/n").size(); i++) {
            List<byte[]> leaves = new ArrayList<>();
            for (int leaf = 0; leaf < vector.at("/input/n/" + i).intValue(); leaf++) {
              leaves.add(new byte[] {(byte) leaf});
            }
            assertThat(Merkle.root(leaves)).hasToString(expected(vector, "root", i));
          }
        });
  }

  @Test
  void addresses() {
    each(
        "addr-",
        vector -> {
          JsonNode key = vector.at("/input/publickey");
          if (!key.isMissingNode()) {
            PublicKey parsed = PublicKey.parse(key.asText());
            Writer siabin = Writer.siabin();
            parsed.write(siabin);
            Writer rivbin = Writer.rivbin();
            parsed.write(rivbin);
            assertThat(hex(siabin)).isEqualTo(vector.at("/expected/siabin").asText());
            assertThat(hex(rivbin)).isEqualTo(vector.at("/expected/rivbin").asText());
            assertThat(Address.of(parsed)).hasToString(vector.at("/expected/address").asText());
            return;
          }
          for (JsonNode text : vector.at("/input/strings")) {
            if (vector.at("/expected").has("error")) {
              assertThatThrownBy(() -> Address.parse(text.asText())).isInstanceOf(Malformed.class);
            } else {
              Writer writer = Writer.siabin();
              Address.parse(text.asText()).write(writer);
              assertThat(hex(writer)).isEqualTo(vector.at("/expected/binary").asText());
            }
          }
        });
  }

  @Test
  void wallets() {
    each(
        "wallet-",
        vector -> {
          String mnemonic = vector.at("/input/mnemonic").asText();
          WalletSeed seed = WalletSeed.ofMnemonic(mnemonic);
          assertThat(seed.entropy()).hasToString(vector.at("/expected/seed").asText());
          assertThat(seed.mnemonic()).isEqualTo(mnemonic);
          for (int i = 0; i < vector.at("/input/indices").size(); i++) {
            long index = vector.at("/input/indices/" + i).longValue();
            KeyPair pair = seed.key(index);
            assertThat(Blake.all(to -> to.raw(seed.entropy().toArray()).u64(index)))
                .hasToString(expected(vector, "entropy", i));
            assertThat(pair.publicKey().octets()).hasToString(expected(vector, "publickey", i));
            assertThat(Address.of(pair.publicKey())).hasToString(expected(vector, "address", i));
          }
        });
  }

  @Test
  void conditions() {
    each(
        "cond-",
        vector -> {
          if (vector.get("id").asText().equals("cond-nil-trap")) {
            assertThat(hex(nothing())).isEqualTo(vector.at("/expected/rivbin/explicit").asText());
            return;
          }
          JsonNode json = vector.at("/input/json");
          var condition = ConditionJson.read(json);
          assertThat(ConditionJson.write(condition)).isEqualTo(json);
          assertThat(condition.address()).hasToString(vector.at("/expected/address").asText());
          for (Encoding encoding : List.of(Encoding.SIABIN, Encoding.RIVBIN)) {
            Writer writer = new Writer(encoding, 0);
            ConditionCodec.write(writer, condition);
            String hex = vector.at("/expected/" + encoding).asText();
            assertThat(hex(writer)).isEqualTo(hex);
            assertThat(Reader.whole(encoding, bytes(hex), ConditionCodec::read))
                .isEqualTo(condition);
          }
        });
  }

  private static Writer nothing() {
    Writer writer = Writer.rivbin();
    ConditionCodec.write(writer, ConditionJson.read(Json.parse("{}")));
    return writer;
  }

  @Test
  void fulfillments() {
    each(
        "fulfil-",
        vector -> {
          JsonNode json = vector.at("/input/json");
          Fulfillment shown = FulfillmentJson.read(json);
          assertThat(FulfillmentJson.write(shown)).isEqualTo(json);
          for (Encoding encoding : List.of(Encoding.SIABIN, Encoding.RIVBIN)) {
            Writer writer = new Writer(encoding, 0);
            FulfillmentCodec.write(writer, shown);
            String hex = vector.at("/expected/" + encoding).asText();
            assertThat(hex(writer)).isEqualTo(hex);
            assertThat(Reader.whole(encoding, bytes(hex), FulfillmentCodec::read)).isEqualTo(shown);
          }
        });
  }

  @Test
  void transactions() {
    each(
        "tx-",
        vector -> {
          JsonNode json = vector.at("/input/json");
          JsonNode wanted = vector.get("expected");
          Numbering numbering =
              vector.get("what").asText().contains("tfchain numbering")
                  ? Numbering.TFCHAIN
                  : Numbering.RIVCHAIN;
          Transaction transaction = TransactionJson.read(numbering, json);
          assertThat(TransactionJson.write(numbering, transaction)).isEqualTo(json);
          String hex = wanted.get("binary").asText();
          assertThat(HexFormat.of().formatHex(TransactionCodec.encode(numbering, transaction)))
              .isEqualTo(hex);
          assertThat(TransactionCodec.decode(numbering, bytes(hex))).isEqualTo(transaction);
          assertThat(Ids.of(numbering, transaction)).hasToString(wanted.get("id").asText());
          outputs(numbering, transaction, wanted);
          SigningHash hash =
              wanted.has("sighash_input0")
                  ? Signing.input(numbering, transaction, 0)
                  : Signing.whole(numbering, transaction);
          String sighash = wanted.has("sighash_input0") ? "sighash_input0" : "sighash_extension";
          assertThat(hash.with(_ -> {})).hasToString(wanted.get(sighash).asText());
        });
  }

  private static void outputs(Numbering numbering, Transaction transaction, JsonNode wanted) {
    int coins = transaction.transfer().coinOutputs().size();
    assertThat(wanted.get("coinoutputids")).hasSize(coins);
    for (int i = 0; i < coins; i++) {
      assertThat(Ids.coinOutput(numbering, transaction, i))
          .hasToString(wanted.get("coinoutputids").get(i).asText());
    }
    int stakes = transaction.transfer().stakeOutputs().size();
    assertThat(wanted.get("blockstakeoutputids")).hasSize(stakes);
    for (int i = 0; i < stakes; i++) {
      assertThat(Ids.stakeOutput(numbering, transaction, i))
          .hasToString(wanted.get("blockstakeoutputids").get(i).asText());
    }
  }

  /** What stands in the file with real signatures holds for them. */
  @Test
  void signaturesOfRealTransactions() {
    for (String id : List.of("tx-v1-mainnet-0", "tx-v1-dev", "tx-v129-devnet", "tx-v177-devnet")) {
      each(
          id,
          vector -> {
            Transaction transaction =
                TransactionJson.read(Numbering.RIVCHAIN, vector.at("/input/json"));
            Fulfillment shown =
                switch (transaction) {
                  case Transaction.V1(var transfer) when !transfer.coinInputs().isEmpty() ->
                      transfer.coinInputs().getFirst().fulfillment();
                  case Transaction.V1(var transfer) ->
                      transfer.stakeInputs().getFirst().fulfillment();
                  case Transaction.CoinCreation it -> it.shown();
                  case Transaction.AddressAuthorization it -> it.shown();
                  case Transaction other -> throw new AssertionError(other);
                };
            SigningHash hash =
                transaction instanceof Transaction.V1
                    ? Signing.input(Numbering.RIVCHAIN, transaction, 0)
                    : Signing.whole(Numbering.RIVCHAIN, transaction);
            if (shown instanceof Fulfillment.Single(var key, var signature)) {
              assertThat(key.verifies(hash.with(_ -> {}), signature)).isTrue();
            } else {
              assertThat(shown).isInstanceOf(Fulfillment.Multisig.class);
            }
          });
    }
  }

  @Test
  void signatures() {
    each(
        "sig_",
        vector -> {
          KeyPair pair = KeyPair.of(Hash.ofHex(vector.at("/input/ed25519_seed").asText()));
          assertThat(pair.publicKey().octets())
              .hasToString(vector.at("/expected/publickey").asText());
          Hash hash = Blake.of(bytes(vector.at("/input/preimage").asText()));
          assertThat(hash).hasToString(vector.at("/expected/sighash").asText());
          var signature = pair.sign(hash);
          assertThat(signature).hasToString(vector.at("/expected/signature").asText());
          assertThat(pair.publicKey().verifies(hash, signature)).isTrue();
        });
  }

  @Test
  void blocks() {
    each(
        "blk-",
        vector -> {
          JsonNode json = vector.at("/input/json");
          JsonNode wanted = vector.get("expected");
          Numbering numbering =
              vector.get("id").asText().contains("tf") ? Numbering.TFCHAIN : Numbering.RIVCHAIN;
          Block block = BlockJson.read(numbering, json);
          assertThat(BlockJson.write(numbering, block)).isEqualTo(json);
          var header = block.header(numbering);
          assertThat(HexFormat.of().formatHex(header.encode()))
              .isEqualTo(wanted.get("header").asText());
          assertThat(header.merkleRoot()).hasToString(wanted.get("merkleroot").asText());
          assertThat(header.id()).hasToString(wanted.get("blockid").asText());
          if (wanted.has("block")) {
            String hex = wanted.get("block").asText();
            assertThat(HexFormat.of().formatHex(block.encode(numbering))).isEqualTo(hex);
            assertThat(Block.decode(numbering, bytes(hex))).isEqualTo(block);
          }
          if (wanted.has("roottarget")) {
            Parameters parameters =
                vector.get("id").asText().contains("devnet")
                    ? Parameters.RIVCHAIN_DEVNET
                    : Parameters.RIVCHAIN_TEST;
            assertThat(parameters.rootTarget(block)).hasToString(wanted.get("roottarget").asText());
          }
          JsonNode payouts = wanted.path("minerpayoutids");
          for (int i = 0; i < payouts.size(); i++) {
            assertThat(Block.payoutId(header.id(), i)).hasToString(payouts.get(i).asText());
          }
          JsonNode ids = wanted.path("txids");
          for (int i = 0; i < ids.size(); i++) {
            assertThat(Ids.of(numbering, block.transactions().get(i)))
                .hasToString(ids.get(i).asText());
          }
        });
  }

  @Test
  void modifiersAndKernels() {
    each(
        "pobs-stakemodifier",
        vector -> {
          for (int i = 0; i < vector.at("/input/new_block_height").size(); i++) {
            BigInteger modifier =
                Lottery.modifier(
                    vector.at("/input/new_block_height/" + i).longValue(),
                    vector.at("/input/stakemodifierdelay").longValue(),
                    height -> {
                      throw new AssertionError("below the first block: " + height);
                    });
            assertThat(new Target(modifier)).hasToString(expected(vector, "stakemodifier", i));
          }
        });
    each(
        "pobs-kernel",
        vector -> {
          for (int i = 0; i < vector.at("/input/blocks").size(); i++) {
            JsonNode given = vector.at("/input/blocks/" + i);
            JsonNode wanted = vector.at("/expected/blocks/" + i);
            JsonNode pobs = given.get("pobs");
            StakeIndex stake =
                new StakeIndex(
                    pobs.get("BlockHeight").longValue(),
                    pobs.get("TransactionIndex").longValue(),
                    pobs.get("OutputIndex").longValue());
            Hash kernel =
                Lottery.kernel(
                    new BigInteger(wanted.get("stakemodifier").asText(), 16),
                    stake,
                    given.get("timestamp").longValue());
            assertThat(kernel).hasToString(wanted.get("hash").asText());
            Amount units = Amount.of(given.get("stake").longValue());
            assertThat(new Target(kernel.number().divide(units.units())))
                .hasToString(wanted.get("quotient").asText());
            assertThat(Lottery.wins(kernel, units, target(given.get("target")))).isTrue();
          }
        });
  }

  private static Target target(JsonNode hex) {
    return Target.of(Hash.ofHex(hex.asText()));
  }

  @Test
  void targets() {
    each(
        "pobs-retarget",
        vector -> {
          for (int i = 0; i < vector.at("/input/cases").size(); i++) {
            JsonNode given = vector.at("/input/cases/" + i);
            assertThat(
                    Weight.retarget(
                        Parameters.RIVCHAIN_DEVNET,
                        target(given.get("parent_childtarget")),
                        given.get("window").longValue(),
                        given.get("timepassed").longValue()))
                .hasToString(vector.at("/expected/cases/" + i + "/childtarget").asText());
          }
        });
    each(
        "target-math",
        vector -> {
          for (int i = 0; i < vector.at("/input/ops").size(); i++) {
            String[] op = vector.at("/input/ops/" + i).asText().split("[(,)/]", -1);
            Target ten = number(op[1]);
            Target result =
                op[0].equals("add")
                    ? ten.plus(number(op[2]))
                    : ten.harder(new Ratio(Long.parseLong(op[2]), Long.parseLong(op[3])));
            assertThat(result).isEqualTo(number(vector.at("/expected/result/" + i).asText()));
          }
        });
  }

  private static Target number(String digits) {
    return new Target(new BigInteger(digits));
  }

  private static String expected(JsonNode vector, String key, int i) {
    return vector.at("/expected/" + key + "/" + i).asText();
  }

  private static String hex(Writer writer) {
    return HexFormat.of().formatHex(writer.toArray());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
