package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;

/**
 * An entry on its way round those who sign it, with what its inputs of coins are worth and ask for,
 * so that a signer needs no ledger. Who lies about these gets an entry that no ledger takes: what
 * goes in has to be what comes out.
 */
public record Paper(Entry entry, List<Holding> spent) {

  private static final int HOLDING_BYTES_MIN = Long.BYTES + 2;

  public Paper {
    spent = List.copyOf(spent);
    if (spent.size() != entry.content().coins().inputs().size()) {
      throw new Malformed("paper", "what each input of coins is worth");
    }
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    writer.bytes(Bytes.of(entry.encode()));
    writer.list(spent, (to, each) -> ConditionCodec.write(to.u64(each.units()), each.condition()));
    return writer.toArray();
  }

  public static Paper decode(byte[] octets) {
    return Reader.whole(
        Encoding.RIVBIN,
        octets,
        reader -> {
          Entry entry = Entry.decode(reader.bytes().toArray());
          return new Paper(entry, reader.list(HOLDING_BYTES_MIN, Paper::read));
        });
  }

  private static Holding read(Reader reader) {
    long units = reader.u64();
    return new Holding(units, ConditionCodec.read(reader));
  }

  /** With all signatures that these keys can add; of several signers never more than needed. */
  public Paper signed(Keyring keyring) {
    Entry now = entry;
    for (int i = 0; i < spent.size(); i++) {
      now = now.with(i, signed(now, i, spent.get(i).condition(), keyring));
    }
    return new Paper(now, spent);
  }

  /** What these keys can show at a place, with what is shown there. */
  static Fulfillment signed(Entry entry, int place, Condition condition, Keyring keyring) {
    Fulfillment shown = entry.shown().get(place);
    return switch (condition) {
      case Condition.Nil _ -> shown;
      case Condition.ToAddress(var address) ->
          keyring
              .key(address)
              .<Fulfillment>map(key -> Fulfillment.Single.signed(key, entry.signing(place)))
              .orElse(shown);
      case Condition.TimeLock(_, var inner) -> signed(entry, place, inner, keyring);
      case Condition.Multisig terms -> {
        var pairs = pairs(shown);
        for (var address : terms.addresses()) {
          Optional<KeyPair> key = keyring.key(address);
          if (key.isPresent() && lacks(pairs, terms, key.get())) {
            pairs = pairs.signed(key.get(), entry.signing(place));
          }
        }
        yield pairs;
      }
      case Condition.Swap _ -> shown;
    };
  }

  private static boolean lacks(Fulfillment.Multisig shown, Condition.Multisig by, KeyPair key) {
    return shown.pairs().size() < by.minimum()
        && shown.pairs().stream().noneMatch(pair -> pair.key().equals(key.publicKey()));
  }

  private static Fulfillment.Multisig pairs(Fulfillment shown) {
    return shown instanceof Fulfillment.Multisig pairs
        ? pairs
        : new Fulfillment.Multisig(List.of());
  }

  /** Signed by who orders something in it. */
  Paper ordered(KeyPair by) {
    int place = entry.content().orderPlace();
    return new Paper(entry.with(place, Fulfillment.Single.signed(by, entry.signing(place))), spent);
  }

  /** Signed by the one party of a swap; a secret of zeros asks for the refund. */
  Paper opened(KeyPair by, Hash secret) {
    return new Paper(entry.with(0, Fulfillment.Swap.signed(by, secret, entry.signing(0))), spent);
  }

  /** With what is shown on either of two copies, which have to say the same. */
  public Paper combined(Paper other) {
    if (!entry.content().equals(other.entry.content()) || !spent.equals(other.spent)) {
      throw new IllegalArgumentException("copies of different papers");
    }
    Entry both = entry;
    for (int i = 0; i < spent.size(); i++) {
      Fulfillment one = entry.shown().get(i);
      both = both.with(i, combined(spent.get(i).condition(), one, other.entry.shown().get(i)));
    }
    return new Paper(both, spent);
  }

  private static Fulfillment combined(Condition condition, Fulfillment one, Fulfillment other) {
    return switch (condition) {
      case Condition.TimeLock(_, var inner) -> combined(inner, one, other);
      case Condition.Multisig terms -> {
        List<Fulfillment.Pair> all = new ArrayList<>(pairs(one).pairs());
        for (Fulfillment.Pair pair : pairs(other).pairs()) {
          boolean signed = all.stream().anyMatch(each -> each.key().equals(pair.key()));
          if (!signed && all.size() < terms.minimum()) {
            all.add(pair);
          }
        }
        yield new Fulfillment.Multisig(all);
      }
      case Condition.Nil _, Condition.ToAddress _, Condition.Swap _ ->
          one instanceof Fulfillment.Nil ? other : one;
    };
  }

  /** Whether as much is shown at each place as it asks for. */
  public boolean isComplete() {
    for (int i = 0; i < spent.size(); i++) {
      if (!isComplete(spent.get(i).condition(), entry.shown().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isComplete(Condition condition, Fulfillment shown) {
    return switch (condition) {
      case Condition.TimeLock(_, var inner) -> isComplete(inner, shown);
      case Condition.Multisig terms -> pairs(shown).pairs().size() >= terms.minimum();
      case Condition.Nil _, Condition.ToAddress _, Condition.Swap _ ->
          !(shown instanceof Fulfillment.Nil);
    };
  }
}
