package rhizome.ledger.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.transaction.TransactionId;

/**
 * A transaction of our own chain: what it says, and what is shown for each place of it. Its id
 * covers only what it says, so nobody who passes it on can change what it is called (ADR 0033).
 */
public record Entry(Content content, List<Fulfillment> shown) {

  public Entry {
    shown = List.copyOf(shown);
    if (shown.size() != content.places()) {
      throw new Malformed("entry", "one fulfillment for each input and for the order");
    }
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
    return Names.of(content);
  }

  /** What is signed at {@code place}. */
  public SigningHash signing(int place) {
    return Names.signing(id(), place);
  }

  /**
   * Signatures that can be looked at before it is known what they open; those of swaps are over
   * more than is shown.
   */
  public List<Autograph> autographs() {
    TransactionId id = id();
    List<Autograph> autographs = new ArrayList<>();
    for (int place = 0; place < shown.size(); place++) {
      SigningHash hash = Names.signing(id, place);
      switch (shown.get(place)) {
        case Fulfillment.Single(var key, var signature) ->
            autographs.add(new Autograph(key, hash.with(_ -> {}), signature));
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

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    EntryCodec.write(writer, this);
    return writer.toArray();
  }

  public static Entry decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, EntryCodec::read);
  }
}
