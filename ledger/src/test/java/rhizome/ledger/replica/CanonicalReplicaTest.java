package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.light.Claim;

/** What is agreed on, stored or told has one form, and is read or refused by name. */
class CanonicalReplicaTest {

  private static void isCanonical(
      RandomGenerator random, byte[] octets, UnaryOperator<byte[]> again) {
    assertThat(again.apply(octets)).isEqualTo(octets);
    byte[] shorter = Arrays.copyOf(octets, random.nextInt(octets.length));
    assertThatThrownBy(() -> again.apply(shorter)).isInstanceOf(Malformed.class);
    byte[] longer = Arrays.copyOf(octets, octets.length + 1);
    assertThatThrownBy(() -> again.apply(longer)).isInstanceOf(Malformed.class);
    for (int i = 0; i < 100; i++) {
      byte[] flipped = i % 2 == 0 ? octets.clone() : mutated(random, octets);
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] read;
      try {
        read = again.apply(flipped);
      } catch (Malformed _) {
        continue;
      }
      assertThat(read).isEqualTo(flipped);
    }
  }

  /** A part of the bytes is left out, said twice, or made something else. */
  private static byte[] mutated(RandomGenerator random, byte[] octets) {
    int at = random.nextInt(octets.length);
    int end = Math.min(octets.length, at + 1 + random.nextInt(40));
    byte[] head = Arrays.copyOf(octets, at);
    byte[] part = Arrays.copyOfRange(octets, at, end);
    byte[] tail = Arrays.copyOfRange(octets, end, octets.length);
    return switch (random.nextInt(3)) {
      case 0 -> joined(head, tail);
      case 1 -> joined(joined(head, part), joined(part, tail));
      default -> {
        Arrays.fill(part, (byte) (random.nextBoolean() ? 0xff : random.nextInt()));
        yield joined(head, joined(part, tail));
      }
    };
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void headersCandidatesAndSealedBlocks() {
    Sealed sealed = Told.sealed();
    Header header = sealed.candidate().header();
    assertThat(header.encode()).hasSize(Header.SIZE);
    assertThat(Header.decode(header.encode())).isEqualTo(header);
    assertThat(Sealed.decode(sealed.encode())).isEqualTo(sealed);
    Property.forAll(
        20,
        random -> {
          isCanonical(random, header.encode(), it -> Header.decode(it).encode());
          isCanonical(random, sealed.candidate().encode(), it -> Candidate.decode(it).encode());
          isCanonical(random, sealed.encode(), it -> Sealed.decode(it).encode());
        });
  }

  @Test
  void messages() {
    for (Message message : Told.messages()) {
      assertThat(Message.decode(message.encode())).isEqualTo(message);
      Property.forAll(
          10, random -> isCanonical(random, message.encode(), it -> Message.decode(it).encode()));
    }
  }

  @Test
  void claims() {
    for (Claim claim : Told.claims()) {
      assertThat(Claim.decode(claim.encode())).isEqualTo(claim);
      Property.forAll(
          10, random -> isCanonical(random, claim.encode(), it -> Claim.decode(it).encode()));
    }
  }

  /** Whatever a header says is in its id. */
  @Test
  void eachPartOfAHeaderIsAgreedOn() {
    Candidate right = Told.sealed().candidate();
    List<UnaryOperator<Candidate>> wrongs =
        List.of(
            Wrongs::state,
            Wrongs::seed,
            Wrongs::reveal,
            Wrongs::round,
            Wrongs::proposer,
            Wrongs::validators,
            Wrongs::next,
            Wrongs::previous,
            Wrongs::certificate,
            Wrongs::parent,
            it -> Wrongs.time(it, 1));
    assertThat(wrongs.stream().map(wrong -> wrong.apply(right).value()).distinct())
        .hasSize(wrongs.size())
        .doesNotContain(right.value());
  }

  @Test
  void nothingIsBoundThatItsHeaderDoesNotName() {
    Candidate right = Told.sealed().candidate();
    assertThat(right.isBound()).isTrue();
    assertThat(new Candidate(right.header(), right.block(), Optional.empty()).isBound()).isFalse();
  }
}
