package rhizome.ledger.header;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Undo;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.tree.Change;
import rhizome.ledger.tree.Entry;

/** All that a chain holds: the ledger, and what beacons have shown, by validators' keys. */
public record Estate(Ledger ledger, NavigableMap<Hash, Committed> commitments) {

  /**
   * A chain of hashes that terms name counts so many blocks later: seeds that it can be chosen by
   * are not known, then, to who chose it, unless it made all these blocks with its friends.
   */
  static final int AGE_MIN = 16;

  private static final int FIRST_BITS = 16;

  public Estate {
    commitments = Collections.unmodifiableNavigableMap(new TreeMap<>(commitments));
  }

  /** Before the first block: nobody has shown anything. */
  public static Estate of(Ledger ledger) {
    return new Estate(ledger, new TreeMap<>());
  }

  /** Who vote on the next block. */
  public ValidatorSet voters() {
    return ledger.epoch().orElseThrow().set();
  }

  /** What the next reveal of that validator has to be behind; if it can show any. */
  public Optional<Hash> commitment(PublicKey validator) {
    return committed(validator).map(Committed::tip);
  }

  /** By its terms, if these are old enough and name another chain; or as it went on so far. */
  private Optional<Committed> committed(PublicKey validator) {
    Optional<Committed> shown = Optional.ofNullable(commitments.get(validator.octets()));
    return ledger
        .validator(validator)
        .filter(this::counts)
        .map(it -> it.terms().commitment())
        .filter(said -> shown.filter(it -> it.origin().equals(said)).isEmpty())
        .map(said -> new Committed(said, said))
        .or(() -> shown);
  }

  /** What a chain begins with counts at once: its first seed is its name, which is over that. */
  private boolean counts(Enrolled it) {
    return it.since() == 0 || ledger.tip().height() + 1 - it.since() >= AGE_MIN;
  }

  /** After the next block, whose proposer has committed to {@code reveal} from now on. */
  public Estate next(Ledger after, PublicKey proposer, Hash reveal) {
    Hash origin = committed(proposer).orElseThrow().origin();
    NavigableMap<Hash, Committed> more = new TreeMap<>(commitments);
    more.put(proposer.octets(), new Committed(origin, reveal));
    return new Estate(after, more);
  }

  /** Each item, kind by kind. */
  public void forEach(Consumer<Item> each) {
    ledger.coins().forEach((id, it) -> each.accept(new Item.Coin(new OutputId(id), it)));
    ledger.stakes().forEach((id, it) -> each.accept(new Item.Stake(new OutputId(id), it)));
    ledger.offices().nonces().forEach((name, _) -> each.accept(new Item.Nonce(name)));
    ledger.offices().admitted().forEach((name, _) -> each.accept(new Item.Admitted(name)));
    for (Order.Office office : Order.Office.values()) {
      office(office).ifPresent(each);
    }
    each.accept(new Item.Supply(ledger.supply()));
    commitments.keySet().forEach(key -> commitmentOf(key).ifPresent(each));
    roll().validators().forEach((key, it) -> each.accept(validator(key, it)));
    roll().epochs().forEach(it -> each.accept(new Item.Voters(it)));
  }

  /** What has that name. */
  public Optional<Item> get(Item.Kind kind, Hash name) {
    return switch (kind) {
      case COIN -> ledger.coins().get(name).map(it -> new Item.Coin(new OutputId(name), it));
      case STAKE -> ledger.stakes().get(name).map(it -> new Item.Stake(new OutputId(name), it));
      case NONCE -> when(ledger.offices().nonces().has(name), new Item.Nonce(name));
      case ADMITTED -> when(ledger.offices().admitted().has(name), new Item.Admitted(name));
      case OFFICE ->
          List.of(Order.Office.values()).stream()
              .filter(office -> Item.name(office).equals(name))
              .flatMap(office -> office(office).stream())
              .findFirst();
      case SUPPLY -> when(name.isZero(), new Item.Supply(ledger.supply()));
      case COMMITMENT -> commitmentOf(name);
      case ENROLLED -> roll().validators().get(name).map(it -> validator(name, it));
      case EPOCH ->
          roll().epochs().stream()
              .filter(it -> Item.name(it).equals(name))
              .findFirst()
              .map(Item.Voters::new);
    };
  }

  private Ledger.Roll roll() {
    return ledger.roll();
  }

  private static Item validator(Hash key, Enrolled enrolled) {
    return new Item.Validator(new PublicKey(key), enrolled);
  }

  private static Optional<Item> when(boolean so, Item item) {
    return so ? Optional.of(item) : Optional.empty();
  }

  private Optional<Item> office(Order.Office office) {
    var holders = ledger.offices().holders();
    return switch (office) {
      case MINTERS -> holders.minters().map(it -> new Item.Office(office, it));
      case AUTHORITY -> holders.authority().map(it -> new Item.Office(office, it));
      case VALIDATOR -> Optional.empty();
    };
  }

  private Optional<Item> commitmentOf(Hash key) {
    return Optional.ofNullable(commitments.get(key))
        .map(it -> new Item.Commitment(new PublicKey(key), it));
  }

  /** What an entry of the tree stands for; the four bits that its key lacks are tried. */
  public Item of(Entry entry) {
    for (Item.Kind kind : Item.Kind.values()) {
      for (int bits = 0; bits < FIRST_BITS; bits++) {
        Hash name = Item.Kind.first(entry.key(), bits);
        if (kind.key(name).equals(entry.key())) {
          Optional<Item> item = get(kind, name);
          if (item.isPresent() && item.get().value().equals(entry.value())) {
            return item.get();
          }
        }
      }
    }
    throw new IllegalArgumentException("nothing here stands under " + entry.key());
  }

  /** What differs in the tree from before the block that {@code undo} takes back; keys ascend. */
  List<Change> changes(Undo undo, PublicKey proposer) {
    NavigableMap<Hash, Change> changes = new TreeMap<>();
    touch(changes, Item.Kind.COIN, undo.coins().before());
    touch(changes, Item.Kind.STAKE, undo.stakes().before());
    touch(changes, Item.Kind.NONCE, undo.nonces().before());
    touch(changes, Item.Kind.ADMITTED, undo.admitted().before());
    for (Order.Office office : Order.Office.values()) {
      touch(changes, Item.Kind.OFFICE, Item.name(office));
    }
    touch(changes, Item.Kind.SUPPLY, Hash.ZERO);
    touch(changes, Item.Kind.COMMITMENT, proposer.octets());
    touch(changes, Item.Kind.ENROLLED, undo.validators().before());
    differing(undo.epochs(), roll().epochs())
        .forEach(it -> touch(changes, Item.Kind.EPOCH, Item.name(it)));
    return List.copyOf(changes.values());
  }

  /** Epochs that began, and those that were forgotten. */
  private static Stream<Epoch> differing(List<Epoch> before, List<Epoch> after) {
    return Stream.concat(
        before.stream().filter(it -> !after.contains(it)),
        after.stream().filter(it -> !before.contains(it)));
  }

  private void touch(Map<Hash, Change> changes, Item.Kind kind, Map<Hash, ?> before) {
    before.keySet().forEach(name -> touch(changes, kind, name));
  }

  private void touch(Map<Hash, Change> changes, Item.Kind kind, Hash name) {
    Hash key = kind.key(name);
    changes.put(key, new Change(key, get(kind, name).map(Item::value)));
  }

  /** All items in the order of the tree. */
  public List<Item> items() {
    NavigableMap<Hash, Item> items = new TreeMap<>();
    forEach(item -> items.put(item.key(), item));
    return new ArrayList<>(items.values());
  }
}
