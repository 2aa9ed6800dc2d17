package rhizome.runtime.validator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.consensus.validator.HashChain;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Replica;

/**
 * What a validator shows of its hash chain, which is made of its key's secret, so that nothing has
 * to be kept beside that. After a restart it goes on at the tip that the ledger names, which takes
 * up to as many hashes as the chain is long.
 */
public final class ChainReveals implements Replica.Reveals {

  private static final byte[] DOMAIN = "rhizome beacon 1".getBytes(StandardCharsets.US_ASCII);

  private final Hash secret;
  private final int length;
  private HashChain chain;
  private Hash shown;
  private Optional<Hash> next;
  private @Nullable Hash unknown;

  private ChainReveals(Hash secret, int length) {
    this.secret = secret;
    this.length = length;
    this.chain = new HashChain(secret, length);
    this.shown = chain.tip();
    this.next = chain.reveal();
  }

  /**
   * @param secret what the key file of the validator holds
   * @param length turns for which it lasts
   */
  public static ChainReveals of(Hash secret, int length) {
    return new ChainReveals(chainSecret(secret), length);
  }

  /** What the terms of a validator with that secret commit to. */
  public static Hash commitment(Hash secret, int length) {
    return new HashChain(chainSecret(secret), length).tip();
  }

  private static Hash chainSecret(Hash secret) {
    return Blake.all(writer -> writer.raw(DOMAIN).raw(secret.toArray()));
  }

  /** The same for as long as the ledger does not name the next. */
  @Override
  public Optional<Hash> behind(Hash commitment) {
    if (commitment.equals(unknown)) {
      return Optional.empty();
    }
    if (!walk(commitment)) {
      restart();
      if (!walk(commitment)) {
        restart();
        unknown = commitment;
        return Optional.empty();
      }
    }
    return next;
  }

  private void restart() {
    chain = new HashChain(secret, length);
    shown = chain.tip();
    next = chain.reveal();
  }

  /** To where that was shown last; whether it is ahead at all. */
  private boolean walk(Hash commitment) {
    while (!shown.equals(commitment) && next.isPresent()) {
      shown = next.get();
      next = chain.reveal();
    }
    return shown.equals(commitment);
  }

  /** Never what it will show. */
  @Override
  public String toString() {
    return "reveals of a chain of " + length;
  }
}
