package rhizome.ledger.condition;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** Fulfillments as bytes: their kind, and behind its length their body. */
public final class FulfillmentCodec {

  static final int NIL = 0;
  static final int SINGLE = 1;
  static final int SWAP = 2;
  static final int MULTISIG = 3;

  /** A key of 33 bytes and the length of a signature that is none. */
  private static final int PAIR_MIN = 34;

  private FulfillmentCodec() {}

  /** Its number on the wire and in JSON. */
  public static int kind(Fulfillment fulfillment) {
    return switch (fulfillment) {
      case Fulfillment.Nil _ -> NIL;
      case Fulfillment.Single _ -> SINGLE;
      case Fulfillment.Swap _, Fulfillment.LegacySwap _ -> SWAP;
      case Fulfillment.Multisig _ -> MULTISIG;
    };
  }

  public static void write(Writer writer, Fulfillment fulfillment) {
    writer.octet(kind(fulfillment)).body(body -> writeBody(body, fulfillment));
  }

  private static void writeBody(Writer writer, Fulfillment fulfillment) {
    switch (fulfillment) {
      case Fulfillment.Nil _ -> {}
      case Fulfillment.Single(var key, var signature) -> {
        key.write(writer);
        signature.write(writer);
      }
      case Fulfillment.Swap party -> writeParty(writer, party);
      case Fulfillment.LegacySwap(var terms, var party) -> {
        terms.write(writer);
        writeParty(writer, party);
      }
      case Fulfillment.Multisig(var pairs) -> writer.list(pairs, (to, pair) -> pair.write(to));
    }
  }

  public static Fulfillment read(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case NIL -> reader.body(_ -> new Fulfillment.Nil());
      case SINGLE -> reader.body(FulfillmentCodec::readSingle);
      case SWAP -> readSwap(reader);
      case MULTISIG ->
          reader.body(
              body -> new Fulfillment.Multisig(body.list(PAIR_MIN, FulfillmentCodec::readPair)));
      default -> throw reader.malformed(at, "a fulfillment of kind 0 to 3");
    };
  }

  /** The new form is tried first, as the seed does; but it has to be all there is. */
  private static Fulfillment readSwap(Reader reader) {
    Reader again = reader.in(reader.encoding());
    try {
      return reader.body(FulfillmentCodec::readParty);
    } catch (Malformed _) {
      Fulfillment legacy = again.body(FulfillmentCodec::readLegacy);
      reader.skipTo(again);
      return legacy;
    }
  }

  private static Fulfillment readLegacy(Reader reader) {
    Condition.Swap terms = ConditionCodec.readSwap(reader);
    return new Fulfillment.LegacySwap(terms, readParty(reader));
  }

  private static Fulfillment.Single readSingle(Reader reader) {
    PublicKey key = PublicKey.read(reader);
    return new Fulfillment.Single(key, Signature.read(reader));
  }

  private static Fulfillment.Pair readPair(Reader reader) {
    PublicKey key = PublicKey.read(reader);
    return new Fulfillment.Pair(key, Signature.read(reader));
  }

  private static Fulfillment.Swap readParty(Reader reader) {
    PublicKey key = PublicKey.read(reader);
    Signature signature = Signature.read(reader);
    return new Fulfillment.Swap(key, signature, Hash.read(reader));
  }

  private static void writeParty(Writer writer, Fulfillment.Swap party) {
    party.key().write(writer);
    party.signature().write(writer);
    party.secret().write(writer);
  }

  /**
   * As inputs of transactions of version 0 say it: condition and fulfillment apart, each behind its
   * length, but for a single signature, which is its own.
   */
  public static void writeUnlocker(Writer writer, Fulfillment fulfillment) {
    switch (fulfillment) {
      case Fulfillment.Single(var key, var signature) -> {
        writer.octet(SINGLE).body(key::write);
        signature.write(writer);
      }
      case Fulfillment.LegacySwap(var terms, var party) ->
          writer.octet(SWAP).body(terms::write).body(body -> writeParty(body, party));
      case Fulfillment.Nil _, Fulfillment.Swap _, Fulfillment.Multisig _ ->
          throw new IllegalArgumentException("version 0 knows no such fulfillment: " + fulfillment);
    }
  }

  public static Fulfillment readUnlocker(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case SINGLE -> {
        PublicKey key = reader.body(PublicKey::read);
        yield new Fulfillment.Single(key, Signature.read(reader));
      }
      case SWAP -> {
        Condition.Swap terms = reader.body(ConditionCodec::readSwap);
        yield new Fulfillment.LegacySwap(terms, reader.body(FulfillmentCodec::readParty));
      }
      default -> throw reader.malformed(at, "an unlocker of kind 1 or 2");
    };
  }
}
