package rhizome.ledger.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/**
 * What all keys of a wallet come from: 32 bytes, which people keep as the 24 English words of
 * BIP-39. The words say the bytes themselves; there is no stretching and no passphrase.
 */
public final class WalletSeed {

  public static final int WORDS = 24;

  /** The seed makes so many keys of each wallet in advance, and looks for no later ones. */
  public static final int KEYS_SCANNED = 2500;

  private static final int BITS_OF_WORD = 11;
  private static final int BITS = Hash.SIZE * Byte.SIZE;

  private final Hash entropy;

  private WalletSeed(Hash entropy) {
    this.entropy = entropy;
  }

  public static WalletSeed of(Hash entropy) {
    return new WalletSeed(entropy);
  }

  /** From 24 words with spaces between them; refuses unknown words and a wrong checksum. */
  public static WalletSeed ofMnemonic(String mnemonic) {
    String[] words = mnemonic.strip().split("\\s+", -1);
    if (words.length != WORDS) {
      throw new Malformed("mnemonic", WORDS + " words, not " + words.length);
    }
    byte[] octets = new byte[Hash.SIZE + 1];
    for (int i = 0; i < WORDS; i++) {
      int index = Words.indexOf(words[i]);
      if (index < 0) {
        throw new Malformed("word " + (i + 1), "a word of the English list of BIP-39");
      }
      for (int bit = 0; bit < BITS_OF_WORD; bit++) {
        if (((index >> (BITS_OF_WORD - 1 - bit)) & 1) == 1) {
          set(octets, i * BITS_OF_WORD + bit);
        }
      }
    }
    byte[] entropy = Arrays.copyOf(octets, Hash.SIZE);
    if (octets[Hash.SIZE] != checksum(entropy)) {
      throw new Malformed("mnemonic", "words whose checksum is right; one is mistaken");
    }
    return new WalletSeed(Hash.of(entropy));
  }

  /** The 24 words, with one space between them. */
  public String mnemonic() {
    byte[] octets = Arrays.copyOf(entropy.toArray(), Hash.SIZE + 1);
    octets[Hash.SIZE] = checksum(entropy.toArray());
    List<String> words = new ArrayList<>(WORDS);
    for (int i = 0; i < WORDS; i++) {
      int index = 0;
      for (int bit = 0; bit < BITS_OF_WORD; bit++) {
        index = (index << 1) | get(octets, i * BITS_OF_WORD + bit);
      }
      words.add(Words.all().get(index));
    }
    return String.join(" ", words);
  }

  /** The key of so many, from 0. */
  public KeyPair key(long index) {
    return KeyPair.of(entropyOf(index));
  }

  Hash entropyOf(long index) {
    return Blake.all(writer -> writer.raw(entropy.toArray()).u64(index));
  }

  /** The secret itself, for who keeps it. */
  public Hash entropy() {
    return entropy;
  }

  private static byte checksum(byte[] entropy) {
    return Blake.sha256(entropy).toArray()[0];
  }

  private static void set(byte[] octets, int bit) {
    octets[bit / Byte.SIZE] |= (byte) (0x80 >> (bit % Byte.SIZE));
  }

  private static int get(byte[] octets, int bit) {
    return (octets[bit / Byte.SIZE] >> (7 - bit % Byte.SIZE)) & 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WalletSeed that && entropy.equals(that.entropy);
  }

  @Override
  public int hashCode() {
    return entropy.hashCode();
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "a wallet's seed of " + BITS + " bits";
  }
}
