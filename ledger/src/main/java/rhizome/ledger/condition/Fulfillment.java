package rhizome.ledger.condition;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;

/** What is shown to spend an output. */
public sealed interface Fulfillment {

  /** Nothing yet. It can be written, and fulfils no condition. */
  record Nil() implements Fulfillment {}

  /** One key and its signature. */
  record Single(PublicKey key, Signature signature) implements Fulfillment {

    public static Single signed(KeyPair by, SigningHash hash) {
      return new Single(by.publicKey(), by.sign(hash.alone()));
    }
  }

  /** One party of a swap; a secret of zeros stands for none, and asks for a refund. */
  record Swap(PublicKey key, Signature signature, Hash secret) implements Fulfillment {

    public static Swap signed(KeyPair by, Hash secret, SigningHash hash) {
      return new Swap(by.publicKey(), by.sign(hash.with(extras(by.publicKey(), secret))), secret);
    }

    static SigningHash.Extras extras(PublicKey key, Hash secret) {
      return writer -> {
        key.write(writer);
        if (!secret.isZero()) {
          secret.write(writer);
        }
      };
    }
  }

  /** One party of a swap of which the output says the hash only. */
  record LegacySwap(Condition.Swap terms, Swap party) implements Fulfillment {}

  /** The keys that signed, each with its signature. */
  record Multisig(List<Pair> pairs) implements Fulfillment {

    public Multisig {
      pairs = List.copyOf(pairs);
    }

    /** With one more signature. */
    public Multisig signed(KeyPair by, SigningHash hash) {
      List<Pair> more = new ArrayList<>(pairs);
      more.add(new Pair(by.publicKey(), by.sign(hash.with(by.publicKey()::write))));
      return new Multisig(more);
    }
  }

  record Pair(PublicKey key, Signature signature) {

    void write(Writer writer) {
      key.write(writer);
      signature.write(writer);
    }
  }
}
