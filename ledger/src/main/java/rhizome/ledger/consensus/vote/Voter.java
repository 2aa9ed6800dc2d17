package rhizome.ledger.consensus.vote;

import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** Who votes on a chain: signs the same hash the same way each time. */
public interface Voter {

  Hash chain();

  PublicKey key();

  Signature sign(Hash message);

  static Voter of(Hash chain, KeyPair pair) {
    return new Voter() {
      @Override
      public Hash chain() {
        return chain;
      }

      @Override
      public PublicKey key() {
        return pair.publicKey();
      }

      @Override
      public Signature sign(Hash message) {
        return pair.sign(message);
      }
    };
  }
}
