package rhizome.ledger.header;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import rhizome.ledger.chain.state.Undo;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.tree.Change;
import rhizome.ledger.tree.Page;
import rhizome.ledger.tree.Proof;
import rhizome.ledger.tree.Tree;

/** The tree over an estate: what each header names the root of. Versions share what is the same. */
public record StateRoot(Tree tree) {

  /** Walks through all of it; for where a chain begins. */
  public static StateRoot of(Estate estate) {
    NavigableMap<Hash, Change> all = new TreeMap<>();
    estate.forEach(item -> all.put(item.key(), Change.put(item.key(), item.value())));
    return new StateRoot(Tree.EMPTY.with(List.copyOf(all.values())));
  }

  /** After a block, which {@code undo} takes back: looks only at what the block touched. */
  public StateRoot next(Estate after, Undo undo, PublicKey proposer) {
    return new StateRoot(tree.with(after.changes(undo, proposer)));
  }

  public Hash hash() {
    return tree.root();
  }

  /** Shows that something has that name, or that nothing has. */
  public Proof proof(Item.Kind kind, Hash name) {
    return tree.proof(kind.key(name));
  }

  public Page page(Hash from, int entriesMax) {
    return tree.page(from, entriesMax);
  }
}
