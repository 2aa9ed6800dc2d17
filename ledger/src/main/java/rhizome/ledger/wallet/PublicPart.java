package rhizome.ledger.wallet;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.key.WalletSeed;

/**
 * What may be known of a wallet by a machine that shall not have its keys: its first addresses, and
 * the conditions that it watches.
 */
public record PublicPart(List<Address> addresses, List<Condition> watched) {

  public PublicPart {
    addresses = List.copyOf(addresses);
    watched = List.copyOf(watched);
    if (addresses.isEmpty()
        || addresses.size() > WalletSeed.KEYS_SCANNED
        || addresses.stream().anyMatch(address -> address.type() != Address.KEY)) {
      throw new Malformed("addresses", "from 1 to 2500 addresses of keys");
    }
  }
}
