package rhizome.ledger.tree;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.hash.Hash;

/**
 * A tree on its way from others, page by page, by one who knows its root. A page that is not true
 * is refused before anything is made of it, so who sent it is known.
 */
public final class Rebuild {

  private final Hash root;
  private final Tree tree;
  private final Optional<Hash> next;

  private Rebuild(Hash root, Tree tree, Optional<Hash> next) {
    this.root = root;
    this.tree = tree;
    this.next = next;
  }

  public static Rebuild of(Hash root) {
    return new Rebuild(root, Tree.EMPTY, Optional.of(Hash.ZERO));
  }

  /** The key from which on the next page is wanted; nothing if the tree is whole. */
  public Optional<Hash> next() {
    return next;
  }

  /** With the entries of {@code page}; nothing if it is not the page that is wanted. */
  public Optional<Rebuild> take(Page page) {
    if (next.isEmpty() || !page.holds(root, next.get())) {
      return Optional.empty();
    }
    List<Change> changes =
        page.entries().stream().map(each -> Change.put(each.key(), each.value())).toList();
    Rebuild after = new Rebuild(root, tree.with(changes), page.next());
    // Fails only for a root that was made of no tree: then no page is to blame, and none is good.
    return after.next.isPresent() || after.tree.root().equals(root)
        ? Optional.of(after)
        : Optional.empty();
  }

  /** The whole tree, once there is no next page. */
  public Tree tree() {
    if (next.isPresent()) {
      throw new IllegalStateException("the tree is known only up to " + next.get());
    }
    return tree;
  }
}
