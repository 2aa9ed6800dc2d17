package rhizome.ledger.light;

import java.util.Optional;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.Item;
import rhizome.ledger.tree.Proof;

/** What is shown of a chain at a header that is trusted, in some hundreds of bytes. */
public sealed interface Claim {

  /** The chain holds that item after the block: an output is unspent, say. */
  record Holds(Item item, Proof proof) implements Claim {}

  /** It holds nothing of that kind and name: an output is spent, or never was. */
  record Lacks(Item.Kind kind, Hash name, Proof proof) implements Claim {}

  /** The entry is in that block. */
  record Contains(Entry entry, Inclusion inclusion) implements Claim {}

  /** Why it is not believed, if it is not, by one who trusts {@code header}. */
  default Optional<Doubt> doubt(Header header) {
    boolean shown =
        switch (this) {
          case Holds(var item, var proof) ->
              proof.holds(header.state(), item.key())
                  && proof.value().equals(Optional.of(item.value()));
          case Lacks(var kind, var name, var proof) ->
              proof.holds(header.state(), kind.key(name)) && proof.value().isEmpty();
          case Contains(var entry, var inclusion) ->
              inclusion.holds(header.head().entries(), entry);
        };
    return shown ? Optional.empty() : Optional.of(Doubt.NOT_SHOWN);
  }

  default byte[] encode() {
    Writer writer = Writer.rivbin();
    switch (this) {
      case Holds(var item, var proof) -> {
        item.write(writer.octet(0));
        proof.write(writer);
      }
      case Lacks(var kind, var name, var proof) -> {
        kind.write(writer.octet(1));
        name.write(writer);
        proof.write(writer);
      }
      case Contains(var entry, var inclusion) ->
          inclusion.write(writer.octet(2).bytes(entry.octets()));
    }
    return writer.toArray();
  }

  static Claim decode(byte[] octets) {
    return Reader.whole(Encoding.RIVBIN, octets, Claim::read);
  }

  private static Claim read(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case 0 -> new Holds(Item.read(reader), Proof.read(reader));
      case 1 -> new Lacks(Item.Kind.read(reader), Hash.read(reader), Proof.read(reader));
      case 2 -> new Contains(Entry.decode(reader.bytes().toArray()), Inclusion.read(reader));
      default -> throw reader.malformed(at, "a claim of kind 0 to 2");
    };
  }
}
