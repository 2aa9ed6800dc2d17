package rhizome.ledger.light;

import java.util.Optional;
import rhizome.ledger.chain.Entry;
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
}
