package rhizome.ledger.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/**
 * A transaction of our own chain: what it says, and what is shown for each place of it. Its id
 * covers only what it says, so nobody who passes it on can change what it is called (ADR 0033). Its
 * bytes, its id, and all that follows from that are made once: a validator asks for each of them
 * some three to twenty times until it is final.
 */
public final class Entry {

  private final Content content;
  private final List<Fulfillment> shown;
  private final Bytes octets;
  private final TransactionId id;
  private final List<SigningHash> signings;
  private final List<OutputId> coins;
  private final List<OutputId> stakes;

  private record Signing(TransactionId id, int place, Hash alone) implements SigningHash {
    static SigningHash of(TransactionId id, int place) {
      return new Signing(id, place, Names.signed(id, place, _ -> {}));
    }

    @Override
    public Hash with(Extras extras) {
      return Names.signed(id, place, extras);
    }
  }

  public Entry(Content content, List<Fulfillment> shown) {
    this.content = content;
    this.shown = List.copyOf(shown);
    if (shown.size() != content.places()) {
      throw new Malformed("entry", "one fulfillment for each input and for the order");
    }
    Writer writer = Writer.rivbin();
    EntryCodec.write(writer, content);
    this.id = Names.of(writer);
    shown.forEach(each -> FulfillmentCodec.write(writer, each));
    this.octets = writer.toBytes();
    this.signings = list(shown.size(), place -> Signing.of(id, place));
    this.coins = list(content.coins().outputs().size(), index -> Names.coin(id, index));
    this.stakes = list(content.stakes().outputs().size(), index -> Names.stake(id, index));
  }

  private static <T> List<T> list(int size, IntFunction<T> each) {
    return IntStream.range(0, size).mapToObj(each).toList();
  }

  public Content content() {
    return content;
  }

  /** One for each place. */
  public List<Fulfillment> shown() {
    return shown;
  }

  /** With nothing shown yet. */
  public static Entry open(Content content) {
    return new Entry(content, Collections.nCopies(content.places(), new Fulfillment.Nil()));
  }

  /** With {@code fulfillment} at {@code place}. */
  public Entry with(int place, Fulfillment fulfillment) {
    List<Fulfillment> all = new ArrayList<>(shown);
    all.set(place, fulfillment);
    return new Entry(content, all);
  }

  public TransactionId id() {
    return id;
  }

  /** What is signed at {@code place}, also if it has none of that number. */
  public SigningHash signing(int place) {
    return place < signings.size() ? signings.get(place) : Signing.of(id, place);
  }

  /** What the coins are called that it makes, in their order. */
  public List<OutputId> coins() {
    return coins;
  }

  /** What the stake is called that it moves, in its order. */
  public List<OutputId> stakes() {
    return stakes;
  }

  /**
   * Signatures that can be looked at before it is known what they open; those of swaps are over
   * more than is shown.
   */
  public List<Autograph> autographs() {
    List<Autograph> autographs = new ArrayList<>();
    for (int place = 0; place < shown.size(); place++) {
      SigningHash hash = signings.get(place);
      switch (shown.get(place)) {
        case Fulfillment.Single(var key, var signature) ->
            autographs.add(new Autograph(key, hash.alone(), signature));
        case Fulfillment.Multisig(var pairs) ->
            pairs.forEach(
                it ->
                    autographs.add(
                        new Autograph(it.key(), hash.with(it.key()::write), it.signature())));
        case Fulfillment.Nil _, Fulfillment.Swap _, Fulfillment.LegacySwap _ -> {}
      }
    }
    return autographs;
  }

  /** In rivbin. */
  public Bytes octets() {
    return octets;
  }

  /** How many bytes it is in rivbin. */
  public int size() {
    return octets.size();
  }

  public byte[] encode() {
    return octets.toArray();
  }

  public static Entry decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, EntryCodec::read);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Entry that && octets.equals(that.octets));
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Entry[content=%s, shown=%s]".formatted(content, shown);
  }
}
