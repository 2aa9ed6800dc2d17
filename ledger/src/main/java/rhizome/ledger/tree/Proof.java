package rhizome.ledger.tree;

import java.util.Optional;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/**
 * What stands under one key, for one who has only the root. It says nothing before {@link #holds}:
 * what a proof says of a root that validators signed is then as true as that root. At most 8,289
 * bytes; one of a million random keys has some 700.
 */
public sealed interface Proof {

  int SIZE_MAX = 1 + Entry.SIZE + Hash.SIZE + Bits.ALL * Hash.SIZE;

  /** Whether it shows of {@code key} what it says, to one who trusts {@code root}. */
  boolean holds(Hash root, Hash key);

  /** What it says stands under the key: a value, or nothing. */
  Optional<Hash> value();

  void write(Writer writer);

  /** There is no key at all. */
  record Empty() implements Proof {

    @Override
    public boolean holds(Hash root, Hash key) {
      return root.equals(Digests.EMPTY);
    }

    @Override
    public Optional<Hash> value() {
      return Optional.empty();
    }

    @Override
    public void write(Writer writer) {
      writer.octet(Kinds.EMPTY);
    }
  }

  /** The key's way leads to the key. */
  record Present(Hash found, Path path) implements Proof {

    @Override
    public boolean holds(Hash root, Hash key) {
      return path.root(key, Digests.leaf(key, found)).equals(root);
    }

    @Override
    public Optional<Hash> value() {
      return Optional.of(found);
    }

    @Override
    public void write(Writer writer) {
      found.write(writer.octet(Kinds.PRESENT));
      path.write(writer);
    }
  }

  /** The key's way leads to another key, so that it is nowhere. */
  record Elsewhere(Entry other, Path path) implements Proof {

    @Override
    public boolean holds(Hash root, Hash key) {
      return !other.key().equals(key)
          && path.root(key, Digests.leaf(other.key(), other.value())).equals(root);
    }

    @Override
    public Optional<Hash> value() {
      return Optional.empty();
    }

    @Override
    public void write(Writer writer) {
      other.write(writer.octet(Kinds.ELSEWHERE));
      path.write(writer);
    }
  }

  /** What a proof begins with as bytes. */
  final class Kinds {

    static final int EMPTY = 0;
    static final int PRESENT = 1;
    static final int ELSEWHERE = 2;

    private Kinds() {}
  }

  static Proof read(Reader reader) {
    int at = reader.at();
    int kind = reader.octet();
    return switch (kind) {
      case Kinds.EMPTY -> new Empty();
      case Kinds.PRESENT -> new Present(Hash.read(reader), Path.read(reader));
      case Kinds.ELSEWHERE -> new Elsewhere(Entry.read(reader), Path.read(reader));
      default -> throw reader.malformed(at, "a proof of kind 0 to 2, not " + kind);
    };
  }

  default byte[] encode() {
    Writer writer = new Writer(Encoding.RIVBIN, 1024);
    write(writer);
    return writer.toArray();
  }

  static Proof decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Proof::read);
  }
}
