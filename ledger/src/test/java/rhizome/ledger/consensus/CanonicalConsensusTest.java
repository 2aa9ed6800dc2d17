package rhizome.ledger.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;

/** What is signed, shown or persisted has one form. */
class CanonicalConsensusTest {

  private record Form<T>(
      String name,
      Function<RandomGenerator, T> sample,
      BiConsumer<Writer, T> write,
      Function<Reader, T> read) {

    byte[] bytes(T value) {
      Writer writer = Writer.rivbin();
      write.accept(writer, value);
      return writer.toArray();
    }

    T whole(byte[] octets) {
      return Reader.whole(Encoding.RIVBIN, octets, read);
    }

    void isCanonical(RandomGenerator random) {
      T value = sample.apply(random);
      byte[] octets = bytes(value);
      assertThat(whole(octets)).as(name).isEqualTo(value);
      byte[] shorter = Arrays.copyOf(octets, random.nextInt(octets.length));
      assertThatThrownBy(() -> whole(shorter)).as(name).isInstanceOf(Malformed.class);
      byte[] longer = Arrays.copyOf(octets, octets.length + 1);
      assertThatThrownBy(() -> whole(longer)).as(name).isInstanceOf(Malformed.class);
      for (int i = 0; i < 50; i++) {
        byte[] flipped = octets.clone();
        flipped[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
        isRefusedOrAnother(value, flipped);
      }
    }

    private void isRefusedOrAnother(T value, byte[] octets) {
      T read;
      try {
        read = whole(octets);
      } catch (Malformed _) {
        return;
      }
      assertThat(bytes(read)).as(name).isEqualTo(octets);
      assertThat(read).as(name).isNotEqualTo(value);
    }
  }

  private static Proposal proposal(RandomGenerator random) {
    int round = random.nextInt(5);
    return Proposal.make(
        Table.voter(Table.HEIGHT.proposer(round)),
        random.nextLong(9),
        round,
        Table.V,
        random.nextInt(round + 1) - 1);
  }

  private static Vote vote(RandomGenerator random) {
    return Vote.cast(
        Table.voter(Table.SET.get(random.nextInt(4)).key()),
        random.nextBoolean() ? Kind.PREVOTE : Kind.PRECOMMIT,
        random.nextLong(9),
        random.nextInt(5),
        random.nextBoolean() ? Optional.of(Table.V) : Optional.empty());
  }

  private static Evidence evidence(RandomGenerator random) {
    var voter = Table.voter(Table.SET.get(random.nextInt(4)).key());
    return random.nextBoolean()
        ? new Evidence.Equivocation(
            Vote.cast(voter, Kind.PREVOTE, 1, 2, Optional.of(Table.V)),
            Vote.cast(voter, Kind.PREVOTE, 1, 2, Optional.empty()))
        : new Evidence.TwoProposals(
            Proposal.make(voter, 1, 2, Table.V, -1), Proposal.make(voter, 1, 2, Table.V, 0));
  }

  private static State state(RandomGenerator random) {
    Table table = random.nextBoolean() ? Table.started() : Table.proposing();
    for (int i = random.nextInt(40); i > 0; i--) {
      int round = random.nextInt(3);
      Kind kind = random.nextBoolean() ? Kind.PREVOTE : Kind.PRECOMMIT;
      switch (random.nextInt(4)) {
        case 0 -> table.proposal(round, Table.V, Proposal.NONE);
        case 1 -> table.timeout(List.of(Timer.values()).get(random.nextInt(3)));
        case 2 -> table.votes(random.nextInt(4), kind, round, null);
        default -> table.votes(random.nextInt(4), kind, round, Table.V);
      }
    }
    return table.state;
  }

  static Certificate certificate() {
    Table table = Table.started().proposal(0, Table.V, Proposal.NONE);
    table.votes(3, Kind.PRECOMMIT, 0, Table.V);
    return ((Phase.Decided) table.state.phase()).certificate();
  }

  private static List<Form<?>> forms() {
    List<Form<?>> forms = new ArrayList<>();
    forms.add(
        new Form<Signed>(
            "proposal", CanonicalConsensusTest::proposal, (to, it) -> it.write(to), Signed::read));
    forms.add(
        new Form<Signed>(
            "vote", CanonicalConsensusTest::vote, (to, it) -> it.write(to), Signed::read));
    forms.add(
        new Form<>(
            "evidence",
            CanonicalConsensusTest::evidence,
            (to, it) -> it.write(to),
            Evidence::read));
    forms.add(
        new Form<>("certificate", _ -> certificate(), (to, it) -> it.write(to), Certificate::read));
    forms.add(new Form<>("set", _ -> Table.SET, (to, it) -> it.write(to), ValidatorSet::read));
    forms.add(
        new Form<>("state", CanonicalConsensusTest::state, StateCodec::write, StateCodec::read));
    return forms;
  }

  @Test
  void eachValueHasOneFormAndEachFormOneValue() {
    Property.forAll(60, random -> forms().forEach(form -> form.isCanonical(random)));
  }
}
