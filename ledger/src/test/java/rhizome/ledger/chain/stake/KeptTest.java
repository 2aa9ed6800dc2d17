package rhizome.ledger.chain.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.Samples;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Enrolled.Rise;
import rhizome.ledger.chain.stake.Enrolled.Standing;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** What a ledger keeps of stake has one form, so that a root can name it and a snapshot hold it. */
class KeptTest {

  private static final PublicKey KEY = new PublicKey(new Hash(5, 6, 7, 8));
  private static final String KEY_HEX =
      "010000000000000005000000000000000600000000000000070000000000000008";

  private record Form<T>(
      Function<Some, T> sample, BiConsumer<T, Writer> write, Function<Reader, T> read) {

    byte[] bytes(T value) {
      Writer writer = Writer.rivbin();
      write.accept(value, writer);
      return writer.toArray();
    }

    T whole(byte[] octets) {
      return Reader.whole(Encoding.RIVBIN, octets, read);
    }

    void isTheOnlyOne(RandomGenerator random) {
      T value = sample.apply(new Some(random, new Samples(random)));
      byte[] octets = bytes(value);
      assertThat(whole(octets)).isEqualTo(value);
      byte[] shorter = Arrays.copyOf(octets, random.nextInt(octets.length));
      assertThatThrownBy(() -> whole(shorter)).isInstanceOf(Malformed.class);
      for (int i = 0; i < 60; i++) {
        byte[] flipped = octets.clone();
        flipped[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        T read;
        try {
          read = whole(flipped);
        } catch (Malformed _) {
          continue;
        }
        assertThat(bytes(read)).isEqualTo(flipped);
      }
    }
  }

  private record Some(RandomGenerator random, Samples samples) {

    long number() {
      return random.nextLong() >>> (1 + random.nextInt(63));
    }

    Optional<PublicKey> key() {
      return random.nextBoolean() ? Optional.of(samples.key()) : Optional.empty();
    }

    Bond bond() {
      Optional<PublicKey> to = key();
      return new Bond(to, to.isPresent() ? number() : 0, key());
    }

    Enrolled enrolled() {
      int parts = random.nextInt(Terms.PARTS + 1);
      Standing standing =
          switch (random.nextInt(3)) {
            case 0 -> new Standing.Active();
            case 1 -> new Standing.Left();
            default -> new Standing.Frozen(number(), number());
          };
      long own = number() >> 2;
      long carry = number() >> 2;
      return new Enrolled(
          new Terms(samples.condition(), parts, samples.hash()),
          number(),
          new Rise(number(), parts),
          standing,
          number(),
          new Purse(own + carry + (number() >> 2), own, carry, number()));
    }

    Epoch epoch() {
      Validator one = new Validator(samples.key(), 1 + (number() >> 4));
      return new Epoch(number(), number(), ValidatorSet.of(List.of(one)));
    }
  }

  private static final Form<Bond> BOND = new Form<>(Some::bond, Bond::write, Bond::read);
  private static final Form<Enrolled> ENROLLED =
      new Form<>(Some::enrolled, Enrolled::write, Enrolled::read);
  private static final Form<Epoch> EPOCH = new Form<>(Some::epoch, Epoch::write, Epoch::read);

  @Test
  void whatIsKeptIsReadAsItWasWrittenAndInNoOtherForm() {
    Property.forAll(
        60,
        random -> {
          BOND.isTheOnlyOne(random);
          ENROLLED.isTheOnlyOne(random);
          EPOCH.isTheOnlyOne(random);
        });
  }

  private static <T> void isWritten(Form<T> form, T value, String... parts) {
    assertThat(HexFormat.of().formatHex(form.bytes(value))).isEqualTo(String.join("", parts));
  }

  @Test
  void itsBytesStayTheSame() {
    isWritten(BOND, Bond.NONE, "0000");
    isWritten(
        BOND,
        new Bond(Optional.of(KEY), 7, Optional.of(KEY)),
        "01" + KEY_HEX + "0700000000000000",
        "01" + KEY_HEX);
    Terms terms = new Terms(new Condition.Nil(), 10_000, new Hash(9, 9, 9, 9));
    isWritten(
        ENROLLED,
        Enrolled.of(terms, 3, 2).bonded(5).frozen(6, 1).with(new Purse(9, 4, 3, 2)),
        "0000" + "1027" + "0000000000000009".repeat(4),
        "0300000000000000" + "0200000000000000" + "1027",
        "02" + "0600000000000000" + "0700000000000000",
        "0500000000000000",
        "0900000000000000" + "0400000000000000" + "0300000000000000" + "0200000000000000");
    isWritten(
        EPOCH,
        new Epoch(1, 5, ValidatorSet.of(List.of(new Validator(KEY, 6)))),
        "0100000000000000" + "0500000000000000",
        "02" + KEY_HEX + "0600000000000000");
  }

  @Test
  void whatCannotBeIsNotKept() {
    assertThatThrownBy(() -> new Bond(Optional.empty(), 1, Optional.empty()))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Purse(6, 4, 3, 0)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Purse(6, -1, 3, 0)).isInstanceOf(Malformed.class);
    Terms terms = new Terms(new Condition.Nil(), 0, Hash.ZERO);
    assertThatThrownBy(() -> Enrolled.of(terms, 1, 0).bonded(-1)).isInstanceOf(Malformed.class);
  }
}
