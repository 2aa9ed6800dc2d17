package rhizome.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.ledger.light.Links.CHAIN;
import static rhizome.ledger.light.Links.certificate;
import static rhizome.ledger.light.Links.header;
import static rhizome.ledger.light.Links.link;
import static rhizome.ledger.light.Links.set;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;

/** What one who trusts a header, or a set, believes; with real signatures. */
class TrustTest {

  private static final ValidatorSet OLD = set(0, 1, 2);
  private static final ValidatorSet SAME_BUT_ONE = set(0, 1, 3);
  private static final ValidatorSet ONE_OF_THREE = set(0, 4, 5);
  private static final ValidatorSet NEW = set(6, 7, 8);
  private static final Trust TRUST = new Trust(CHAIN, 5, 1_000, new Hash(5, 5, 5, 5), OLD);
  private static final Trust.Terms TERMS = new Trust.Terms(1_100, 200, 10, Signatures.ED25519);

  private static Link adjacent(ValidatorSet validators) {
    return link(header(6, 1_050, validators, NEW, TRUST.header()), validators, NEW);
  }

  private static Link later(ValidatorSet validators) {
    return link(header(9, 1_050, validators, NEW, Hash.ZERO), validators, NEW);
  }

  private static Optional<Doubt> doubt(Link link) {
    return TRUST.doubt(link, TERMS);
  }

  @Test
  void theNextHeaderIsBelievedIfItsSetIsTheOneThatWasNamed() {
    assertThat(doubt(adjacent(OLD))).isEmpty();
    assertThat(Trust.of(adjacent(OLD)).next()).isEqualTo(NEW);
    assertThat(doubt(adjacent(SAME_BUT_ONE))).contains(Doubt.NOT_NEXT);
  }

  @Test
  void theNextHeaderNamesTheOneBefore() {
    assertThat(doubt(link(header(6, 1_050, OLD, NEW, Hash.ZERO), OLD, NEW)))
        .contains(Doubt.NOT_NEXT);
  }

  @Test
  void headersAreSkippedIfMoreThanAThirdOfThoseTrustedSigned() {
    assertThat(doubt(later(OLD))).isEmpty();
    assertThat(doubt(later(SAME_BUT_ONE))).isEmpty();
    assertThat(doubt(later(ONE_OF_THREE))).contains(Doubt.TOO_FEW_TRUSTED);
    assertThat(doubt(later(NEW))).contains(Doubt.TOO_FEW_TRUSTED);
  }

  /** Each link is believed from the one before, though the last shares nobody with the first. */
  @Test
  void aChainOfLinksLeadsToASetOfOthers() {
    Link first = adjacent(OLD);
    Header second = header(7, 1_060, NEW, NEW, first.header().id());
    assertThat(Trust.of(first).doubt(link(second, NEW, NEW), TERMS)).isEmpty();
  }

  @Test
  void anotherChainIsNotBelieved() {
    Trust other = new Trust(Hash.ZERO, 5, 1_000, TRUST.header(), OLD);
    assertThat(other.doubt(adjacent(OLD), TERMS)).contains(Doubt.OTHER_CHAIN);
  }

  @Test
  void whatIsNotLaterIsNotBelieved() {
    assertThat(doubt(link(header(5, 1_050, OLD, NEW, Hash.ZERO), OLD, NEW)))
        .contains(Doubt.NOT_LATER);
  }

  @Test
  void trustEnds() {
    Trust.Terms late = new Trust.Terms(1_200, 200, 10, Signatures.ED25519);
    assertThat(TRUST.doubt(adjacent(OLD), late)).contains(Doubt.TRUST_EXPIRED);
  }

  @Test
  void aTimeAheadOfTheClockOrBeforeWhatIsTrustedIsNotBelieved() {
    assertThat(doubt(link(header(9, 1_111, OLD, NEW, Hash.ZERO), OLD, NEW)))
        .contains(Doubt.WRONG_TIME);
    assertThat(doubt(link(header(9, 1_110, OLD, NEW, Hash.ZERO), OLD, NEW))).isEmpty();
    assertThat(doubt(link(header(9, 1_000, OLD, NEW, Hash.ZERO), OLD, NEW)))
        .contains(Doubt.WRONG_TIME);
  }

  @Test
  void setsAreThoseThatTheHeaderNames() {
    Link link = later(OLD);
    Link other = new Link(link.header(), link.certificate(), link.validators(), OLD);
    assertThat(doubt(other)).contains(Doubt.SETS_NOT_NAMED);
    Link third = new Link(link.header(), link.certificate(), NEW, link.next());
    assertThat(doubt(third)).contains(Doubt.SETS_NOT_NAMED);
  }

  @Test
  void aCertificateOfAnotherHeaderIsNotBelieved() {
    Certificate other = adjacent(OLD).certificate();
    Link link = later(OLD);
    assertThat(doubt(new Link(link.header(), other, OLD, NEW))).contains(Doubt.OTHER_HEADER);
  }

  @Test
  void aCertificateOfAnotherChainIsNotBelieved() {
    Header header = later(OLD).header();
    Certificate other = certificate(header, OLD, Hash.ZERO);
    assertThat(doubt(new Link(header, other, OLD, NEW))).contains(Doubt.BAD_CERTIFICATE);
  }

  /** The certificate is looked at as the agreement itself does. */
  @Test
  void aCertificateHasTheFlawsThatItsOwnCheckFinds() {
    Certificate right = later(OLD).certificate();
    for (ValidatorSet set : List.of(OLD, NEW, set(0, 1, 2, 3, 4, 5, 6, 7, 8), set(0))) {
      assertThat(Signatures.ED25519.flaw(right, set, CHAIN)).isEqualTo(right.verify(set, CHAIN));
    }
  }

  @Test
  void aLinkHasOneForm() {
    Link link = later(OLD);
    assertThat(Link.decode(link.encode())).isEqualTo(link);
  }
}
