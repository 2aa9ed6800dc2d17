package rhizome.ledger.chain.stake;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.key.PublicKey;

/** Who votes from the height {@code first} on, until another epoch begins. */
public record Epoch(long number, long first, ValidatorSet set) {

  private static final Comparator<Map.Entry<PublicKey, Enrolled>> MOST_FIRST =
      Comparator.<Map.Entry<PublicKey, Enrolled>>comparingLong(each -> each.getValue().bonded())
          .reversed()
          .thenComparing(each -> each.getKey().octets());

  public static Epoch read(Reader reader) {
    return new Epoch(Natural.read(reader), Natural.read(reader), ValidatorSet.read(reader));
  }

  public void write(Writer writer) {
    set.write(writer.u64(number).u64(first));
  }

  /** The last height of it, as long as the rules stay. */
  public long last(Staking rules) {
    return first + rules.epochBlocks() - 1;
  }

  /** The next epoch, with the set of this one if nobody else can be. */
  public Epoch next(long height, Optional<ValidatorSet> elected) {
    return new Epoch(number + 1, height, elected.orElse(set));
  }

  /**
   * Those who have most bonded to them, the lower key first of two with as much; nobody who has
   * less than {@code bondMin}, left, or is guilty. {@code total} is all stake there is.
   */
  public static Optional<ValidatorSet> elect(
      Map<PublicKey, Enrolled> validators, int most, long bondMin, long total) {
    int shift = shift(total);
    List<Validator> elected =
        validators.entrySet().stream()
            .filter(each -> each.getValue().isActive())
            .filter(each -> each.getValue().bonded() >= bondMin)
            .filter(each -> each.getValue().bonded() >> shift > 0)
            .sorted(MOST_FIRST)
            .limit(most)
            .map(each -> new Validator(each.getKey(), each.getValue().bonded() >> shift))
            .toList();
    return elected.isEmpty() ? Optional.empty() : Optional.of(ValidatorSet.of(elected));
  }

  /** By how many bits units are cut to be power, so that three times all of it fits a long. */
  static int shift(long total) {
    int shift = 0;
    while (total >> shift > Long.MAX_VALUE / 3) {
      shift++;
    }
    return shift;
  }
}
