package rhizome.ledger.chain.state;

import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Order;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/** Who is in charge of minting and of admission, what they used up, and whom they admitted. */
public record Offices(Holders holders, Trie<Mark> nonces, Trie<Mark> admitted) {

  /** The condition of each office, if anybody was ever put in it. */
  public record Holders(Optional<Condition> minters, Optional<Condition> authority) {

    Optional<Condition> of(Order.Office office) {
      return switch (office) {
        case MINTERS -> minters;
        case AUTHORITY -> authority;
      };
    }
  }

  static Hash key(Order order) {
    int office =
        switch (order.office()) {
          case MINTERS -> 1;
          case AUTHORITY -> 2;
        };
    return Blake.of(Writer.rivbin().octet(office).u64(order.nonce()));
  }

  static Hash key(Address address) {
    Writer writer = Writer.rivbin();
    address.write(writer);
    return Blake.of(writer);
  }

  public boolean isAdmitted(Address address) {
    return admitted.has(key(address));
  }
}
