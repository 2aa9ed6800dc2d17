package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;

/**
 * An entry on its way round those who sign it, with what its inputs are worth and ask for, so that
 * a signer needs no ledger. Who lies about these gets an entry that no ledger takes: what goes in
 * has to be what comes out.
 *
 * @param spent what each input of coins is worth and asks for
 * @param moved the same of each input of stake
 */
public record Paper(Entry entry, List<Holding> spent, List<Holding> moved) {

  private static final int HOLDING_BYTES_MIN = Long.BYTES + 2;

  /** So many signatures are not there yet at a place, of any of these. */
  public record Lack(int place, long count, List<Address> of) {
    public Lack {
      of = List.copyOf(of);
    }
  }

  public Paper {
    spent = List.copyOf(spent);
    moved = List.copyOf(moved);
    if (spent.size() != entry.content().coins().inputs().size()
        || moved.size() != entry.content().stakes().inputs().size()) {
      throw new Malformed("paper", "what each input is worth");
    }
  }

  /** No stake moves. */
  public Paper(Entry entry, List<Holding> spent) {
    this(entry, spent, List.of());
  }

  public byte[] encode() {
    Writer writer = Writer.rivbin();
    writer.bytes(entry.octets());
    for (List<Holding> inputs : List.of(spent, moved)) {
      writer.list(
          inputs, (to, each) -> ConditionCodec.write(to.u64(each.units()), each.condition()));
    }
    return writer.toArray();
  }

  public static Paper decode(byte[] octets) {
    return Reader.whole(
        Encoding.RIVBIN,
        octets,
        reader -> {
          Entry entry = Entry.decode(reader.bytes().toArray());
          List<Holding> spent = reader.list(HOLDING_BYTES_MIN, Paper::read);
          return new Paper(entry, spent, reader.list(HOLDING_BYTES_MIN, Paper::read));
        });
  }

  private static Holding read(Reader reader) {
    long units = reader.u64();
    return new Holding(units, ConditionCodec.read(reader));
  }

  /** What is asked for at each place but that of an order. */
  private List<Condition> asked() {
    return Stream.concat(spent.stream(), moved.stream()).map(Holding::condition).toList();
  }

  /** With nothing shown, but for what somebody orders, who does not sign again. */
  public Paper open() {
    Entry open = Entry.open(entry.content());
    for (int i = asked().size(); i < entry.shown().size(); i++) {
      open = open.with(i, entry.shown().get(i));
    }
    return new Paper(open, spent, moved);
  }

  /** With all signatures that these keys can add; of several signers never more than needed. */
  public Paper signed(Keyring keyring) {
    return signed(keyring, _ -> Optional.empty());
  }

  /**
   * The same where swaps are spent, too.
   *
   * @param secrets with which the receiver of a swap takes it; where there is none, or a wrong one,
   *     its sender has it back
   */
  public Paper signed(Keyring keyring, Function<Condition.Swap, Optional<Hash>> secrets) {
    Entry now = entry;
    List<Condition> asked = asked();
    for (int i = 0; i < asked.size(); i++) {
      now = now.with(i, signed(now, i, asked.get(i), keyring, secrets));
    }
    return new Paper(now, spent, moved);
  }

  /** What these keys can show at a place, with what is shown there. */
  private static Fulfillment signed(
      Entry entry,
      int place,
      Condition condition,
      Keyring keyring,
      Function<Condition.Swap, Optional<Hash>> secrets) {
    Fulfillment shown = entry.shown().get(place);
    return switch (condition) {
      case Condition.Nil _ -> shown;
      case Condition.ToAddress(var address) ->
          keyring
              .key(address)
              .<Fulfillment>map(key -> Fulfillment.Single.signed(key, entry.signing(place)))
              .orElse(shown);
      case Condition.TimeLock(_, var inner) -> signed(entry, place, inner, keyring, secrets);
      case Condition.Multisig terms -> {
        var pairs = pairs(shown);
        for (var address : terms.addresses()) {
          Optional<KeyPair> key = keyring.key(address);
          if (key.isPresent() && lacks(pairs, terms, key.get())) {
            pairs = pairs.signed(key.get(), entry.signing(place));
          }
        }
        yield pairs.equals(pairs(shown)) ? shown : sorted(terms, pairs.pairs());
      }
      case Condition.Swap terms when shown instanceof Fulfillment.Nil -> {
        Optional<Hash> secret = secrets.apply(terms).filter(it -> isSecret(it, terms));
        yield keyring
            .key(secret.isPresent() ? terms.receiver() : terms.sender())
            .<Fulfillment>map(key -> opened(key, secret, entry.signing(place)))
            .orElse(shown);
      }
      case Condition.Swap _ -> shown;
    };
  }

  /** Whether it is what the receiver of a swap has to show. */
  public static boolean isSecret(Hash secret, Condition.Swap of) {
    return Blake.sha256(secret.toArray()).equals(of.hashedSecret());
  }

  /** A secret of zeros asks for what nobody took. */
  private static Fulfillment opened(KeyPair by, Optional<Hash> secret, SigningHash hash) {
    return Fulfillment.Swap.signed(by, secret.orElse(Hash.ZERO), hash);
  }

  private static boolean lacks(Fulfillment.Multisig shown, Condition.Multisig by, KeyPair key) {
    return missing(shown, by) > 0
        && shown.pairs().stream().noneMatch(pair -> pair.key().equals(key.publicKey()));
  }

  private static long missing(Fulfillment.Multisig shown, Condition.Multisig by) {
    int size = shown.pairs().size();
    return Long.compareUnsigned(by.minimum(), size) > 0 ? by.minimum() - size : 0;
  }

  private static Fulfillment.Multisig pairs(Fulfillment shown) {
    return shown instanceof Fulfillment.Multisig pairs
        ? pairs
        : new Fulfillment.Multisig(List.of());
  }

  /** In the order in which the terms name them, so that it is one form whoever signed first. */
  private static Fulfillment.Multisig sorted(
      Condition.Multisig terms, List<Fulfillment.Pair> pairs) {
    return new Fulfillment.Multisig(
        pairs.stream()
            .sorted(
                Comparator.comparingInt(pair -> terms.addresses().indexOf(Address.of(pair.key()))))
            .toList());
  }

  /** Signed by who orders something in it. */
  Paper ordered(KeyPair by) {
    int place = entry.content().orderPlace();
    Entry signed = entry.with(place, Fulfillment.Single.signed(by, entry.signing(place)));
    return new Paper(signed, spent, moved);
  }

  /** With what is shown on either of two copies, which have to say the same. */
  public Paper combined(Paper other) {
    if (!isCopyOf(other)) {
      throw new IllegalArgumentException("copies of different papers");
    }
    Entry both = entry;
    List<Condition> asked = asked();
    for (int i = 0; i < asked.size(); i++) {
      Fulfillment one = entry.shown().get(i);
      both = both.with(i, combined(asked.get(i), one, other.entry.shown().get(i)));
    }
    return new Paper(both, spent, moved);
  }

  /** Whether it says the same, whatever is shown for it. */
  public boolean isCopyOf(Paper other) {
    return entry.content().equals(other.entry.content())
        && spent.equals(other.spent)
        && moved.equals(other.moved);
  }

  private static Fulfillment combined(Condition condition, Fulfillment one, Fulfillment other) {
    return switch (condition) {
      case Condition.TimeLock(_, var inner) -> combined(inner, one, other);
      case Condition.Multisig terms -> {
        List<Fulfillment.Pair> all = new ArrayList<>(pairs(one).pairs());
        for (Fulfillment.Pair pair : pairs(other).pairs()) {
          boolean signed = all.stream().anyMatch(each -> each.key().equals(pair.key()));
          if (!signed && missing(new Fulfillment.Multisig(all), terms) > 0) {
            all.add(pair);
          }
        }
        yield all.equals(pairs(one).pairs()) ? one : sorted(terms, all);
      }
      case Condition.Nil _, Condition.ToAddress _, Condition.Swap _ ->
          one instanceof Fulfillment.Nil ? other : one;
    };
  }

  /** Whether as much is shown at each place as it asks for. */
  public boolean isComplete() {
    return lacks().isEmpty();
  }

  /** Who has to sign still; nobody looks here whether a signature is right. */
  public List<Lack> lacks() {
    List<Lack> lacks = new ArrayList<>();
    List<Condition> asked = asked();
    for (int i = 0; i < asked.size(); i++) {
      lack(i, asked.get(i), entry.shown().get(i)).ifPresent(lacks::add);
    }
    return lacks;
  }

  private static Optional<Lack> lack(int place, Condition condition, Fulfillment shown) {
    boolean nothing = shown instanceof Fulfillment.Nil;
    return switch (condition) {
      case Condition.TimeLock(_, var inner) -> lack(place, inner, shown);
      case Condition.Multisig terms -> {
        List<Address> open = new ArrayList<>(terms.addresses());
        pairs(shown).pairs().forEach(pair -> open.remove(Address.of(pair.key())));
        long missing = missing(pairs(shown), terms);
        yield missing == 0 ? Optional.empty() : Optional.of(new Lack(place, missing, open));
      }
      case Condition.Nil _, Condition.ToAddress _ ->
          nothing
              ? Optional.of(new Lack(place, 1, List.of(condition.address())))
              : Optional.empty();
      case Condition.Swap swap ->
          nothing
              ? Optional.of(new Lack(place, 1, List.of(swap.receiver(), swap.sender())))
              : Optional.empty();
    };
  }
}
