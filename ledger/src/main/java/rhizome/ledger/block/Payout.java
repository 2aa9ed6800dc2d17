package rhizome.ledger.block;

import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.money.Amount;

/** Coins that a block pays to whoever made it, or to whom fees go. */
public record Payout(Amount value, Address address) {

  static Payout read(Reader reader) {
    Amount value = Amount.read(reader);
    return new Payout(value, Address.read(reader));
  }

  void write(Writer writer) {
    value.write(writer);
    address.write(writer);
  }
}
