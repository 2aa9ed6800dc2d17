package rhizome.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/**
 * All entries from a key on, up to the last here, with what shows that they are all: the entry
 * before them, if there is one, and what is left of the first and right of the last. So no page
 * depends on another, and each may come from another server.
 *
 * @param left what is beside the way to the first, {@code before} if there is one
 * @param right what is beside the way to the last; nothing if nothing comes after it
 */
public record Page(Optional<Entry> before, List<Entry> entries, Path left, Path right) {

  public Page {
    entries = List.copyOf(entries);
    List<Entry> row = row(before, entries);
    for (int i = 1; i < row.size(); i++) {
      if (row.get(i - 1).key().compareTo(row.get(i).key()) >= 0) {
        throw new Malformed("entry " + i, "a key above the one before");
      }
    }
  }

  private static List<Entry> row(Optional<Entry> before, List<Entry> entries) {
    List<Entry> row = new ArrayList<>(entries.size() + 1);
    before.ifPresent(row::add);
    row.addAll(entries);
    return row;
  }

  /** Whether under {@code root} these are all entries from {@code from} on to the last here. */
  public boolean holds(Hash root, Hash from) {
    List<Entry> row = row(before, entries);
    if (row.isEmpty()) {
      return left.isEmpty() && right.isEmpty() && root.equals(Digests.EMPTY);
    }
    return beginsAt(from)
        && (!entries.isEmpty() || isLast())
        && left.leaves(row.getFirst().key(), true)
        && right.leaves(row.getLast().key(), false)
        && new Fold(row).root().equals(root);
  }

  private boolean beginsAt(Hash from) {
    boolean above = entries.isEmpty() || entries.getFirst().key().compareTo(from) >= 0;
    return above && before.map(it -> it.key().compareTo(from) < 0).orElseGet(left::isEmpty);
  }

  /** Whether no entry comes after these. */
  public boolean isLast() {
    return right.isEmpty();
  }

  /** Where the next page begins, if there is one. */
  public Optional<Hash> next() {
    return isLast() || entries.isEmpty()
        ? Optional.empty()
        : Optional.of(Bits.above(entries.getLast().key()));
  }

  /** The root over a row of entries and over what is beside it. */
  private final class Fold {

    private final List<Entry> row;

    Fold(List<Entry> row) {
      this.row = row;
    }

    Hash root() {
      return fold(0, row.size(), 0);
    }

    /** Of the entries {@code from} to before {@code to}, and what is beside from the depth on. */
    private Hash fold(int from, int to, int depth) {
      Entry first = row.get(from);
      int parting = Bits.parting(first.key(), row.get(to - 1).key());
      Hash hash;
      if (to - from == 1) {
        hash = Digests.leaf(first.key(), first.value());
      } else {
        int middle = middle(from, to, parting);
        hash =
            Digests.inner(parting, fold(from, middle, parting + 1), fold(middle, to, parting + 1));
      }
      for (int at = parting - 1; at >= depth; at--) {
        hash =
            beside(
                hash, from == 0 ? left.at(at) : null, to == row.size() ? right.at(at) : null, at);
      }
      return hash;
    }

    private int middle(int from, int to, int parting) {
      int at = from;
      while (at < to && !Bits.right(row.get(at).key(), parting)) {
        at++;
      }
      return at;
    }
  }

  private static Hash beside(Hash hash, @Nullable Hash left, @Nullable Hash right, int depth) {
    if (left != null) {
      return Digests.inner(depth, left, hash);
    }
    return right == null ? hash : Digests.inner(depth, hash, right);
  }

  public static Page read(Reader reader) {
    Optional<Entry> before = reader.bool() ? Optional.of(Entry.read(reader)) : Optional.empty();
    List<Entry> entries = reader.list(Entry.SIZE, Entry::read);
    return new Page(before, entries, Path.read(reader), Path.read(reader));
  }

  public void write(Writer writer) {
    writer.bool(before.isPresent());
    before.ifPresent(entry -> entry.write(writer));
    writer.list(entries, (to, entry) -> entry.write(to));
    left.write(writer);
    right.write(writer);
  }

  public byte[] encode() {
    Writer writer = new Writer(Encoding.RIVBIN, 1024 + Entry.SIZE * entries.size());
    write(writer);
    return writer.toArray();
  }

  public static Page decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Page::read);
  }
}
