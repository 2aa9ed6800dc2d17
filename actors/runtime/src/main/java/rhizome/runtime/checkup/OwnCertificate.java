package rhizome.runtime.checkup;

import com.typesafe.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import rhizome.runtime.tls.CertificateFacts;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Peer;
import rhizome.runtime.tls.TlsRefused;

/**
 * What a member proves itself with, as its files say it now.
 *
 * @param folder of its credentials
 * @param holder such as {@code member n1}; absent where that cannot be read
 * @param from milliseconds since the epoch, as {@code until}
 * @param problem why nobody could start with these files
 */
public record OwnCertificate(
    String folder,
    Optional<String> holder,
    Optional<Long> from,
    Optional<Long> until,
    Optional<String> problem) {

  /** Where a grid on one machine has those of its API; the configuration names no folder then. */
  private static final String OF_API = "tls";

  /** Where this member's credentials are, if it has any. */
  static Optional<Path> folder(Config config, Path data) {
    String named = config.hasPath(Credentials.FOLDER) ? config.getString(Credentials.FOLDER) : "";
    return named.isBlank()
        ? Optional.of(data.resolve(OF_API)).filter(Files::isDirectory)
        : Optional.of(Path.of(named));
  }

  static OwnCertificate read(Path folder) {
    Optional<String> problem = problem(folder);
    try {
      CertificateFacts facts = CertificateFacts.read(folder);
      return new OwnCertificate(
          folder.toString(),
          facts.peer().map(Peer::toString),
          Optional.of(facts.from()).map(Instant::toEpochMilli),
          Optional.of(facts.until()).map(Instant::toEpochMilli),
          problem);
    } catch (TlsRefused e) {
      return new OwnCertificate(
          folder.toString(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          problem.or(() -> Optional.ofNullable(e.getMessage())));
    }
  }

  private static Optional<String> problem(Path folder) {
    try {
      var _ = Credentials.open(folder);
      return Optional.empty();
    } catch (TlsRefused e) {
      return Optional.ofNullable(e.getMessage());
    }
  }
}
