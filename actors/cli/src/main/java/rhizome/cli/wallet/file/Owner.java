package rhizome.cli.wallet.file;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.wallet.Keyring;
import rhizome.ledger.wallet.PublicPart;

/** A wallet as this machine has it. */
public sealed interface Owner {

  /** How many addresses can be told. */
  int size();

  /** Of so many, from 0. */
  Address address(int index);

  /** Of the first so many. */
  Keyring keyring(int count);

  /** Of all there are. */
  default Keyring keyring() {
    return keyring(size());
  }

  /** With its keys. */
  record Whole(WalletSeed seed) implements Owner {
    @Override
    public int size() {
      return WalletSeed.KEYS_SCANNED;
    }

    @Override
    public Address address(int index) {
      return Seeds.address(seed, index);
    }

    @Override
    public Keyring keyring(int count) {
      return Keyring.of(seed, count);
    }
  }

  /** Its addresses only: what it spends is signed elsewhere. */
  record Public(PublicPart part) implements Owner {
    @Override
    public int size() {
      return part.addresses().size();
    }

    @Override
    public Address address(int index) {
      return part.addresses().get(index);
    }

    @Override
    public Keyring keyring(int count) {
      return Keyring.watching(List.copyOf(part.addresses().subList(0, count)));
    }
  }
}
