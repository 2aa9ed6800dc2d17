package rhizome.cli.pki;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Tint;
import rhizome.runtime.tls.CertificateFacts;

/** A certificate for a person or a program to read. */
final class Sheet {

  /** A third of the default validity: time enough to renew before it hurts. */
  private static final long SOON_DAYS = 30;

  private Sheet() {}

  static Json json(Path folder, CertificateFacts facts) {
    return Json.object("folder", folder.toString())
        .with("subject", facts.subject())
        .with("name", facts.peer().map(peer -> peer.name()))
        .with("role", role(facts))
        .with("hosts", facts.hosts())
        .with("issuer", facts.issuer())
        .with("serial", facts.serial())
        .with("validFrom", facts.from().toString())
        .with("validUntil", facts.until().toString())
        .with("daysLeft", facts.daysLeft(Instant.now()))
        .with("fingerprint", facts.fingerprint());
  }

  private static String role(CertificateFacts facts) {
    return facts
        .peer()
        .map(peer -> peer.role().word())
        .orElse(facts.isAuthority() ? "authority" : "none");
  }

  static List<String> lines(Path folder, CertificateFacts facts, boolean colours) {
    long left = facts.daysLeft(Instant.now());
    return Columns.plain(2)
        .row(Cell.label("folder"), Cell.of(folder))
        .row(Cell.label("subject"), new Cell(facts.subject(), Tint.STRONG))
        .row(Cell.label("role"), Cell.of(role(facts)))
        .row(Cell.label("hosts"), Cell.of(facts.hosts().isEmpty() ? "-" : hosts(facts)))
        .row(Cell.label("issuer"), Cell.of(facts.issuer()))
        .row(Cell.label("serial"), Cell.of(facts.serial()))
        .row(Cell.label("valid until"), Cell.of(facts.until()))
        .row(Cell.label("days left"), new Cell(Long.toString(left), tint(left)))
        .row(Cell.label("fingerprint"), Cell.of(facts.fingerprint()))
        .lines(colours);
  }

  private static String hosts(CertificateFacts facts) {
    return String.join(", ", facts.hosts());
  }

  private static Tint tint(long daysLeft) {
    if (daysLeft < 0) {
      return Tint.BAD;
    }
    return daysLeft < SOON_DAYS ? Tint.BUSY : Tint.GOOD;
  }
}
