package rhizome.ledger.consensus.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate.Flaw;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;

/** With real signatures. */
class CertificateTest {

  private static final Hash CHAIN = new Hash(1, 2, 3, 4);
  private static final Hash VALUE = new Hash(5, 6, 7, 8);

  private record Crowd(List<Voter> voters, ValidatorSet set) {

    static Crowd of(RandomGenerator random) {
      List<Voter> voters = new ArrayList<>();
      List<Validator> validators = new ArrayList<>();
      for (int i = 4 + random.nextInt(8); i > 0; i--) {
        KeyPair pair = KeyPair.of(new Hash(random.nextLong(), i, 0, 0));
        voters.add(Voter.of(CHAIN, pair));
        validators.add(new Validator(pair.publicKey(), 1 + random.nextInt(20)));
      }
      return new Crowd(voters, ValidatorSet.of(validators));
    }

    Voter voter(int number) {
      PublicKey key = set.get(number).key();
      return voters.stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow();
    }

    /** By the first ones, so many. */
    Certificate signed(int many) {
      List<Vote> votes = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        votes.add(Vote.cast(voter(i), Kind.PRECOMMIT, 9, 1, Optional.of(VALUE)));
      }
      return Certificate.of(set, VALUE, votes);
    }
  }

  @Test
  void itProvesADecisionExactlyIfMoreThanTwoThirdsSigned() {
    Property.forAll(
        20,
        random -> {
          Crowd crowd = Crowd.of(random);
          long power = 0;
          for (int many = 1; many <= crowd.set().size(); many++) {
            power += crowd.set().get(many - 1).power();
            boolean enough = 3 * power > 2 * crowd.set().total();
            assertThat(crowd.signed(many).verify(crowd.set(), CHAIN))
                .isEqualTo(enough ? Optional.empty() : Optional.of(Flaw.NO_QUORUM));
          }
        });
  }

  @Test
  void itProvesNothingElsewhere() {
    Property.forAll(
        20,
        random -> {
          Crowd crowd = Crowd.of(random);
          Certificate it = crowd.signed(crowd.set().size());
          assertThat(it.verify(crowd.set(), VALUE)).contains(Flaw.FORGED);
          assertThat(
                  new Certificate(10, 1, VALUE, it.signers(), it.signatures())
                      .verify(crowd.set(), CHAIN))
              .contains(Flaw.FORGED);
          assertThat(
                  new Certificate(9, 2, VALUE, it.signers(), it.signatures())
                      .verify(crowd.set(), CHAIN))
              .contains(Flaw.FORGED);
          assertThat(
                  new Certificate(9, 1, CHAIN, it.signers(), it.signatures())
                      .verify(crowd.set(), CHAIN))
              .contains(Flaw.FORGED);
          List<Validator> fewer = crowd.set().all().subList(1, crowd.set().size());
          assertThat(it.verify(ValidatorSet.of(fewer), CHAIN)).contains(Flaw.OTHER_SET);
        });
  }

  @Test
  void prevotesAreNoPrecommits() {
    Crowd crowd =
        Crowd.of(java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    List<Vote> votes = new ArrayList<>();
    for (int i = 0; i < crowd.set().size(); i++) {
      votes.add(Vote.cast(crowd.voter(i), Kind.PREVOTE, 9, 1, Optional.of(VALUE)));
    }
    assertThat(Certificate.of(crowd.set(), VALUE, votes).verify(crowd.set(), CHAIN))
        .contains(Flaw.FORGED);
  }

  @Test
  void evidenceConvictsOnTheChainItHappenedOn() {
    Property.forAll(
        20,
        random -> {
          Crowd crowd = Crowd.of(random);
          Voter one = crowd.voter(0);
          Vote first = Vote.cast(one, Kind.PREVOTE, 9, 1, Optional.of(VALUE));
          Vote second = Vote.cast(one, Kind.PREVOTE, 9, 1, Optional.empty());
          Evidence evidence = new Evidence.Equivocation(first, second);
          assertThat(evidence.isProof(crowd.set(), CHAIN)).isTrue();
          assertThat(evidence.isProof(crowd.set(), VALUE)).isFalse();
          Vote forged =
              new Vote(Kind.PREVOTE, 9, 1, Optional.empty(), one.key(), first.signature());
          assertThat(new Evidence.Equivocation(first, forged).isProof(crowd.set(), CHAIN))
              .isFalse();
          Vote later = Vote.cast(one, Kind.PREVOTE, 9, 2, Optional.empty());
          assertThatThrownBy(() -> new Evidence.Equivocation(first, later))
              .isInstanceOf(Malformed.class);
        });
  }
}
