package rhizome.runtime.validator;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.consensus.validator.HashChain;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Replica;

/**
 * What a validator shows of its hash chains, which are made of its key's secret, so that nothing
 * has to be kept beside that. When one is used up its terms name the next generation (ADR 0041).
 * After a restart it goes on at what the ledger names, which takes as many hashes as a chain is
 * long for each generation there was.
 */
public final class ChainReveals implements Replica.Reveals {

  /** So many chains of a secret are known again. */
  public static final int GENERATIONS_MAX = 1_024;

  /** Generations that are tried for one question; the next one goes on behind them. */
  static final int TRIES_MAX = 8;

  private static final byte[] FIRST = "rhizome beacon 1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LATER = "rhizome beacon 2".getBytes(StandardCharsets.US_ASCII);

  private final Hash secret;
  private final int length;
  private int generation;
  private HashChain chain;
  private Hash shown;
  private Optional<Hash> next;
  private @Nullable Hash sought;
  private int tried;

  private ChainReveals(Hash secret, int length) {
    this.secret = secret;
    this.length = length;
    this.chain = new HashChain(chainSecret(secret, 0), length);
    this.shown = chain.tip();
    this.next = chain.reveal();
  }

  /**
   * @param secret what the key file of the validator holds
   * @param length turns for which each chain lasts
   */
  public static ChainReveals of(Hash secret, int length) {
    return new ChainReveals(secret, length);
  }

  /** What the first terms of a validator with that secret commit to. */
  public static Hash commitment(Hash secret, int length) {
    return commitment(secret, 0, length);
  }

  /** What its terms commit to in that generation, from 0. */
  public static Hash commitment(Hash secret, int generation, int length) {
    return new HashChain(chainSecret(secret, generation), length).tip();
  }

  /** Which of its chains a commitment is on. */
  public static OptionalInt generation(Hash secret, int length, Hash commitment) {
    return IntStream.range(0, GENERATIONS_MAX)
        .filter(it -> isOn(chainSecret(secret, it), length, commitment))
        .findFirst();
  }

  private static boolean isOn(Hash chainSecret, int length, Hash commitment) {
    return HashChain.behind(chainSecret, length, commitment).isPresent();
  }

  private static Hash chainSecret(Hash secret, int generation) {
    return generation == 0
        ? Blake.all(writer -> writer.raw(FIRST).raw(secret.toArray()))
        : Blake.all(writer -> writer.raw(LATER).raw(secret.toArray()).u64(generation));
  }

  /** The same for as long as the ledger does not name the next. */
  @Override
  public Optional<Hash> behind(Hash commitment) {
    return find(commitment) ? next : Optional.empty();
  }

  @Override
  public OptionalInt left(Hash commitment) {
    return find(commitment)
        ? OptionalInt.of(chain.left() + (next.isPresent() ? 1 : 0))
        : OptionalInt.empty();
  }

  /** Comes to where the ledger is; whether it has got there. */
  private boolean find(Hash commitment) {
    if (walk(commitment)) {
      return true;
    }
    if (!commitment.equals(sought)) {
      sought = commitment;
      tried = 0;
    }
    int end = Math.min(GENERATIONS_MAX, tried + TRIES_MAX);
    while (tried < end) {
      int candidate = (generation + tried) % GENERATIONS_MAX;
      tried++;
      if (isOn(chainSecret(secret, candidate), length, commitment)) {
        begin(candidate);
        sought = null;
        return walk(commitment);
      }
    }
    return false;
  }

  private void begin(int of) {
    generation = of;
    chain = new HashChain(chainSecret(secret, of), length);
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
    return "reveals of chains of " + length;
  }
}
