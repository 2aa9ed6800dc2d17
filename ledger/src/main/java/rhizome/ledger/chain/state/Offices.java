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

    /** Whose order that is; a validator is in charge of itself. */
    public Optional<Condition> of(Order order) {
      return switch (order) {
        case Order.Mint _, Order.NameMinters _ -> minters;
        case Order.Admit _, Order.NameAuthority _ -> authority;
        case Order.OfValidator own ->
            Optional.of(new Condition.ToAddress(Address.of(own.validator())));
      };
    }
  }

  static Hash key(Order order) {
    Writer writer = Writer.rivbin();
    switch (order) {
      case Order.Mint _, Order.NameMinters _ -> writer.octet(1);
      case Order.Admit _, Order.NameAuthority _ -> writer.octet(2);
      case Order.OfValidator own -> own.validator().write(writer.octet(3));
    }
    return Blake.of(writer.u64(order.nonce()));
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
