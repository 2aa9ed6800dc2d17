package rhizome.ledger.light;

import java.util.Optional;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Header;

/**
 * A header that is trusted, and the set that votes on the next; for a chain that has none yet, its
 * beginning. From there on headers are believed one after the other, or with others left out if
 * more than a third of the trusted power signed: then somebody honest did, if of those who are
 * trusted less than a third is not. (Verification of light clients as Tendermint's, with the trust
 * level of 1/3: "A Tendermint Light Client", arXiv:2010.07031; ADR 0037.)
 *
 * @param header its id, zero for the beginning
 */
public record Trust(Hash chain, long height, long time, Hash header, ValidatorSet next) {

  /**
   * Milliseconds: what the clock says, for how long a header is trusted, which is less than stake
   * stays bound, and how far headers may be ahead of the clock.
   */
  public record Terms(long now, long period, long aheadMax, Signatures signatures) {}

  public static Trust of(Link link) {
    Header header = link.header();
    return new Trust(
        header.head().chain(), header.height(), header.time(), header.id(), link.next());
  }

  /** In how a chain begins; its founders vote on the first block. */
  public static Trust of(Genesis genesis) {
    Ledger ledger = Ledger.of(genesis);
    ValidatorSet founders = ledger.epoch().orElseThrow().set();
    return new Trust(genesis.chain(), 0, genesis.time(), Hash.ZERO, founders);
  }

  /** In a header whose id somebody said who is trusted; nothing if {@code link} is of another. */
  public static Optional<Trust> of(Hash header, Link link) {
    return link.header().id().equals(header) && isNamed(link)
        ? Optional.of(of(link))
        : Optional.empty();
  }

  /** Why {@code link} is not believed, if it is not; else {@link #of} it can be trusted. */
  public Optional<Doubt> doubt(Link link, Terms terms) {
    Header it = link.header();
    return unless(it.head().chain().equals(chain), Doubt.OTHER_CHAIN)
        .or(() -> unless(it.height() > height, Doubt.NOT_LATER))
        .or(() -> unless(terms.now() - terms.period() < time, Doubt.TRUST_EXPIRED))
        .or(
            () ->
                unless(
                    it.time() > time && it.time() - terms.aheadMax() <= terms.now(),
                    Doubt.WRONG_TIME))
        .or(() -> unless(isNamed(link), Doubt.SETS_NOT_NAMED))
        .or(() -> unless(it.height() > height + 1 || isNext(it), Doubt.NOT_NEXT))
        .or(() -> unproven(link, terms.signatures()))
        .or(() -> unless(carries(next, link), Doubt.TOO_FEW_TRUSTED));
  }

  /** Why {@code link} is not the header that is trusted, with what proves it, shown once more. */
  public Optional<Doubt> doubtOfSame(Link link, Terms terms) {
    return unless(link.header().id().equals(header), Doubt.OTHER_HEADER)
        .or(() -> unless(isNamed(link), Doubt.SETS_NOT_NAMED))
        .or(() -> unproven(link, terms.signatures()));
  }

  private static boolean isNamed(Link link) {
    return link.header().validators().equals(Header.id(link.validators()))
        && link.header().next().equals(Header.id(link.next()));
  }

  private boolean isNext(Header it) {
    return it.previous().equals(header) && isKnown(it);
  }

  private boolean isKnown(Header it) {
    return it.validators().equals(Header.id(next));
  }

  private Optional<Doubt> unproven(Link link, Signatures signatures) {
    var certificate = link.certificate();
    boolean ofIt =
        certificate.height() == link.header().height()
            && certificate.value().equals(link.header().id());
    return unless(ofIt, Doubt.OTHER_HEADER)
        .or(
            () ->
                signatures
                    .flaw(certificate, link.validators(), chain)
                    .map(_ -> Doubt.BAD_CERTIFICATE));
  }

  /** Whether who trusts that set believes the header, if all else is right. */
  static boolean carries(ValidatorSet trusted, Link link) {
    return link.header().validators().equals(Header.id(trusted)) || signedBy(trusted, link);
  }

  private static boolean signedBy(ValidatorSet trusted, Link link) {
    long power =
        link.certificate().numbers().stream()
            .map(number -> trusted.number(link.validators().get(number).key()))
            .filter(number -> number >= 0)
            .mapToLong(number -> trusted.get(number).power())
            .sum();
    return trusted.isMinority(power);
  }

  private static Optional<Doubt> unless(boolean right, Doubt otherwise) {
    return right ? Optional.empty() : Optional.of(otherwise);
  }
}
