package rhizome.ledger.header;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Undo;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.tree.Change;
import rhizome.ledger.tree.Entry;

/** All that a chain holds: the ledger, and what beacons have committed to, by validators' keys. */
public record Estate(Ledger ledger, NavigableMap<Hash, Hash> commitments) {

  private static final int FIRST_BITS = 16;

  public Estate {
    commitments = Collections.unmodifiableNavigableMap(new TreeMap<>(commitments));
  }

  public Optional<Hash> commitment(PublicKey validator) {
    return Optional.ofNullable(commitments.get(validator.octets()));
  }

  /** After the next block, whose proposer has committed to {@code reveal} from now on. */
  public Estate next(Ledger after, PublicKey proposer, Hash reveal) {
    NavigableMap<Hash, Hash> more = new TreeMap<>(commitments);
    more.put(proposer.octets(), reveal);
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
    };
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
        .map(tip -> new Item.Commitment(new PublicKey(key), tip));
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
    return List.copyOf(changes.values());
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
