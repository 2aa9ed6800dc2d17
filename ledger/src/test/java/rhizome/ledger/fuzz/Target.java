package rhizome.ledger.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import rhizome.ledger.Samples;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.Header;
import rhizome.ledger.chain.ChainSamples;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Hex;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.consensus.StateCodec;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.json.BlockJson;
import rhizome.ledger.json.ConditionJson;
import rhizome.ledger.json.FulfillmentJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.KeyFileJson;
import rhizome.ledger.json.TransactionJson;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Label;
import rhizome.ledger.keyfile.KeyFile.Use;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Link;
import rhizome.ledger.money.Amount;
import rhizome.ledger.replica.Checkpoint;
import rhizome.ledger.replica.Message;
import rhizome.ledger.replica.Told;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.TransactionCodec;
import rhizome.ledger.tree.Change;
import rhizome.ledger.tree.Page;
import rhizome.ledger.tree.Proof;
import rhizome.ledger.tree.Tree;
import rhizome.ledger.wallet.Paper;
import rhizome.ledger.wallet.PaperSamples;

/**
 * A decoder: bytes that it takes, and what becomes of bytes that are read and written again.
 *
 * @param oneForm whether that is the same bytes; JSON has many forms of a value, and its writer one
 */
record Target(
    String name, boolean oneForm, Function<Samples, byte[]> sample, UnaryOperator<byte[]> again) {

  private static final Numbering CHAIN = Numbering.TFCHAIN;

  static List<Target> all() {
    return Stream.of(ofBytes(), ofReplicas(), ofText()).flatMap(List::stream).toList();
  }

  private static List<Target> ofBytes() {
    return List.of(
        binary(Encoding.SIABIN, Samples::condition, ConditionCodec::write, ConditionCodec::read),
        binary(Encoding.RIVBIN, Samples::condition, ConditionCodec::write, ConditionCodec::read),
        binary(
            Encoding.SIABIN, Samples::fulfillment, FulfillmentCodec::write, FulfillmentCodec::read),
        binary(
            Encoding.RIVBIN, Samples::fulfillment, FulfillmentCodec::write, FulfillmentCodec::read),
        transactions(Numbering.RIVCHAIN),
        transactions(Numbering.TFCHAIN),
        new Target(
            "block",
            true,
            it -> it.block().encode(CHAIN),
            it -> Block.decode(CHAIN, it).encode(CHAIN)),
        new Target(
            "header",
            true,
            it -> it.block().header(CHAIN).encode(),
            it -> Header.decode(it).encode()),
        new Target(
            "entry",
            true,
            it -> ChainSamples.of(it.random()).entry().encode(),
            it -> Entry.decode(it).encode()),
        new Target(
            "block of ours",
            true,
            it -> ChainSamples.of(it.random()).block().encode(),
            it -> rhizome.ledger.chain.Block.decode(it).encode()),
        new Target("proof", true, Target::proof, it -> Proof.decode(it).encode()),
        new Target("page", true, Target::page, it -> Page.decode(it).encode()));
  }

  /** What comes from peers and light clients, and what a validator reads of its own disk. */
  private static List<Target> ofReplicas() {
    Sealed sealed = Told.sealed();
    return List.of(
        new Target(
            "message",
            true,
            it -> any(it, Told.messages()).encode(),
            it -> Message.decode(it).encode()),
        new Target(
            "claim", true, it -> any(it, Told.claims()).encode(), it -> Claim.decode(it).encode()),
        new Target(
            "header of ours",
            true,
            _ -> sealed.candidate().header().encode(),
            it -> rhizome.ledger.header.Header.decode(it).encode()),
        new Target("sealed block", true, _ -> sealed.encode(), it -> Sealed.decode(it).encode()),
        new Target(
            "candidate",
            true,
            _ -> sealed.candidate().encode(),
            it -> Candidate.decode(it).encode()),
        new Target("link", true, _ -> Told.link().encode(), it -> Link.decode(it).encode()),
        new Target(
            "checkpoint",
            true,
            _ -> Told.checkpoint(),
            it -> Checkpoint.encode(Checkpoint.decode(it))),
        new Target(
            "agreement",
            true,
            _ -> Told.agreement(),
            it -> StateCodec.encode(StateCodec.decode(it))),
        new Target(
            "paper",
            true,
            it -> PaperSamples.of(it.random()).encode(),
            it -> Paper.decode(it).encode()));
  }

  private static <T> T any(Samples samples, List<T> all) {
    return all.get(samples.random().nextInt(all.size()));
  }

  private static List<Target> ofText() {
    return List.of(
        text("address", true, Samples::address, it -> Address.parse(it).toString()),
        text("amount", true, Samples::amount, it -> Amount.parse(it).toString()),
        text("hex", true, it -> it.bytes(40), it -> HexFormat.of().formatHex(Hex.read(it))),
        text(
            "condition in JSON",
            false,
            it -> ConditionJson.write(it.condition()),
            it -> ConditionJson.write(ConditionJson.read(Json.parse(it))).toString()),
        text(
            "fulfillment in JSON",
            false,
            it -> FulfillmentJson.write(it.fulfillment()),
            it -> FulfillmentJson.write(FulfillmentJson.read(Json.parse(it))).toString()),
        text(
            "transaction in JSON",
            false,
            it -> TransactionJson.write(CHAIN, it.transaction()),
            it ->
                TransactionJson.write(CHAIN, TransactionJson.read(CHAIN, Json.parse(it)))
                    .toString()),
        text(
            "key file",
            false,
            Target::keyFile,
            it -> KeyFileJson.write(KeyFileJson.read(Json.parse(it))).toString()),
        text(
            "block in JSON",
            false,
            it -> BlockJson.write(CHAIN, it.block()),
            it -> BlockJson.write(CHAIN, BlockJson.read(CHAIN, Json.parse(it))).toString()));
  }

  private static <T> Target binary(
      Encoding encoding,
      Function<Samples, T> sample,
      BiConsumer<Writer, T> write,
      Function<Reader, T> read) {
    Function<T, byte[]> bytes =
        value -> {
          Writer writer = new Writer(encoding, 64);
          write.accept(writer, value);
          return writer.toArray();
        };
    return new Target(
        "value in " + encoding,
        true,
        it -> bytes.apply(sample.apply(it)),
        it -> bytes.apply(Reader.whole(encoding, it, read)));
  }

  private static Target transactions(Numbering numbering) {
    return new Target(
        "transaction of " + numbering,
        true,
        it -> TransactionCodec.encode(numbering, it.transaction()),
        it -> TransactionCodec.encode(numbering, TransactionCodec.decode(numbering, it)));
  }

  private static Target text(
      String name, boolean oneForm, Function<Samples, ?> sample, UnaryOperator<String> again) {
    return new Target(
        name,
        oneForm,
        it -> sample.apply(it).toString().getBytes(UTF_8),
        it -> again.apply(new String(it, UTF_8)).getBytes(UTF_8));
  }

  private static Tree tree(Samples samples) {
    TreeMap<Hash, Change> changes = new TreeMap<>();
    for (int i = samples.random().nextInt(20); i > 0; i--) {
      Hash key = samples.hash();
      changes.put(key, new Change(key, Optional.of(samples.hash())));
    }
    return Tree.EMPTY.with(List.copyOf(changes.values()));
  }

  private static ObjectNode keyFile(Samples samples) {
    return KeyFileJson.write(
        new KeyFile(
            new Label(Use.WALLET, samples.address().toString()),
            Cost.RECOMMENDED,
            samples.bytes(16),
            samples.bytes(12),
            samples.bytes(48)));
  }

  private static byte[] proof(Samples samples) {
    return tree(samples).proof(samples.hash()).encode();
  }

  private static byte[] page(Samples samples) {
    return tree(samples).page(samples.hash(), 5).encode();
  }
}
