package rhizome.runtime.tls;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * What its holder proves itself with: a folder with {@code tls.key}, {@code tls.crt} and {@code
 * ca.crt}, as {@code rhizome pki issue} makes it. New files are taken up by the next handshake; new
 * ones that cannot be used leave the old ones in use, with one warning.
 */
public final class Credentials {

  /** Where {@link ArteryEngines} and {@link JournalEngines} find the folder. */
  public static final String FOLDER = "rhizome.tls.folder";

  private final Path folder;
  private final Rotation rotation;

  private Credentials(Path folder, Rotation rotation) {
    this.folder = folder;
    this.rotation = rotation;
  }

  /**
   * @throws TlsRefused if a file is missing, damaged, readable by others or not valid today, or
   *     they do not fit together; names the file and the remedy
   */
  public static Credentials open(Path folder) {
    return open(folder, InstantSource.system());
  }

  static Credentials open(Path folder, InstantSource clock) {
    Path absolute = folder.toAbsolutePath().normalize();
    return new Credentials(absolute, new Rotation(absolute, clock, System::nanoTime));
  }

  /** As {@link #open}, for a holder that must have a certain role. */
  public static Credentials open(Path folder, Role role) {
    Credentials credentials = open(folder);
    if (credentials.own().role() != role) {
      throw new TlsRefused(
          "the certificate in %s says %s, where a %s is needed: issue one with --role %s"
              .formatted(
                  credentials.folder.resolve(Pair.CERTIFICATE),
                  credentials.own(),
                  role.word(),
                  role.word()));
    }
    return credentials;
  }

  /** Those in the folder that the configuration names. */
  public static Credentials of(Config config, Role role) {
    String folder = config.getString(FOLDER);
    if (folder.isBlank()) {
      throw new TlsRefused(
          "%s is not set: name the folder that 'rhizome pki issue --role %s' made"
              .formatted(FOLDER, role.word()));
    }
    return open(Path.of(folder), role);
  }

  /** What must come before the cluster profile in the actor system's configuration. */
  public Config config() {
    return ConfigFactory.parseMap(
        Map.of(FOLDER, folder.toString()), "the credentials in " + folder);
  }

  public Path folder() {
    return folder;
  }

  /** Who we are, by the newest certificate. */
  public Peer own() {
    return rotation.held().pair().peer();
  }

  /** When the newest certificate ends. */
  public Instant validUntil() {
    return own().certificate().getNotAfter().toInstant();
  }

  /** Handshakes with peers of these roles, and with nobody else. */
  public Handshakes with(Role first, Role... others) {
    return new Handshakes(rotation, EnumSet.of(first, others));
  }

  /** The same, for libraries that insist on a context; see {@link Handshakes#context}. */
  public SSLContext sslContext(Role first, Role... others) {
    return with(first, others).context();
  }
}
