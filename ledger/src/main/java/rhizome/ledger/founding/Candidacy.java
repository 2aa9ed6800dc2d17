package rhizome.ledger.founding;

import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/**
 * What a host says of its validator before there is a chain: its key and its terms, signed by that
 * key, so that nobody on the way to whoever founds the chain can change where it is paid.
 */
public record Candidacy(PublicKey key, Terms terms, Signature signature) {

  private static final String TAG = "rhizome founder";

  public Candidacy {
    if (!key.verifies(said(key, terms), signature)) {
      throw new Malformed("signature", "that of " + key + " over its terms");
    }
  }

  public static Candidacy of(KeyPair by, Terms terms) {
    return new Candidacy(by.publicKey(), terms, by.sign(said(by.publicKey(), terms)));
  }

  private static Hash said(PublicKey key, Terms terms) {
    return Names.hash(
        TAG,
        writer -> {
          key.write(writer);
          terms.write(writer);
        });
  }

  /** Whoever it pays owns the stake that it begins with. */
  public Founder with(long stake) {
    return new Founder(key, terms, new Holding(stake, terms.payout()));
  }
}
