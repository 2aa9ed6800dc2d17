package rhizome.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rhizome.cli.doctor.Observed.Certificate;
import rhizome.cli.doctor.Observed.Life;

/** Whether a certificate can be used, and for how long yet. */
final class Validity {

  /** Two weeks are enough for whoever renews by hand, holidays included. */
  private static final Duration WARNING_MAX = Duration.ofDays(14);

  /** Those that live for days are renewed by a machine, which has had its chance by then. */
  private static final int WARNING_SHARE = 6;

  private Validity() {}

  /**
   * @param subject whose certificate it is, as the grid calls it
   */
  static Optional<Finding> judge(String subject, Certificate certificate, Instant now) {
    Optional<Finding> ended =
        certificate.life().flatMap(life -> judge(subject, certificate, life, now));
    if (ended.isPresent() || certificate.problem().isEmpty()) {
      return ended;
    }
    return Optional.of(
        Finding.wrong(
            subject,
            "could not start again with its credentials: " + certificate.problem(),
            "put that right in %s; what runs goes on with what it read before"
                .formatted(certificate.folder())));
  }

  private static Optional<Finding> judge(
      String subject, Certificate certificate, Life life, Instant now) {
    Duration left = Duration.between(now, life.until());
    String whose = certificate.holder().isEmpty() ? "its certificate" : "the certificate of ";
    String which = "%s%s in %s".formatted(whose, certificate.holder(), certificate.folder());
    if (!left.isPositive()) {
      return Optional.of(
          Finding.wrong(
              subject,
              "%s has expired %s ago, on %s: others refuse every new connection of it"
                  .formatted(which, words(left.negated()), life.until()),
              remedy(certificate)));
    }
    return left.compareTo(warning(life)) < 0
        ? Optional.of(
            Finding.warning(
                subject,
                "%s ends in %s, on %s".formatted(which, words(left), life.until()),
                remedy(certificate)))
        : Optional.empty();
  }

  private static Duration warning(Life life) {
    Duration share = Duration.between(life.from(), life.until()).dividedBy(WARNING_SHARE);
    return share.compareTo(WARNING_MAX) < 0 ? share : WARNING_MAX;
  }

  /** Whole days, or hours where that says more. */
  private static String words(Duration time) {
    long hours = time.toHours();
    if (time.toDays() >= 2) {
      return time.toDays() + " days";
    }
    return hours == 0 ? "less than an hour" : hours == 1 ? "1 hour" : hours + " hours";
  }

  private static String remedy(Certificate certificate) {
    String[] words = certificate.holder().split(" ", 2);
    String name = words.length < 2 ? "NAME" : words[1];
    String role = words.length < 2 ? "ROLE" : words[0];
    return ("'rhizome pki issue --renew DIR --name %s --role %s' where the authority is; then copy"
            + " tls.key and tls.crt to %s, and nothing is restarted")
        .formatted(name, role, certificate.folder());
  }
}
