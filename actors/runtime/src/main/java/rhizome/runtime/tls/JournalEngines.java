package rhizome.runtime.tls;

import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLEngine;

/**
 * TLS from a member to the hosts of the shared journal, which show a certificate of role journal.
 *
 * <p>Public with this constructor because the Cassandra driver makes one of it by reflection.
 */
public final class JournalEngines implements SslEngineFactory {

  private static final DriverOption FOLDER = () -> "advanced.ssl-engine-factory.folder";

  private final Handshakes handshakes;

  /**
   * @throws TlsRefused if the folder at {@code advanced.ssl-engine-factory.folder} of the driver's
   *     configuration holds no usable credentials of a member
   */
  public JournalEngines(DriverContext context) {
    String folder = context.getConfig().getDefaultProfile().getString(FOLDER);
    this.handshakes = own(Path.of(folder)).with(Role.JOURNAL);
  }

  /** A host of the journal also speaks to itself, when its tables are made. */
  private static Credentials own(Path folder) {
    Credentials credentials = Credentials.open(folder);
    return credentials.own().role() == Role.JOURNAL
        ? credentials
        : Credentials.open(folder, Role.MEMBER);
  }

  /** What the driver must be told to use these, with the credentials in a folder. */
  public static Config config(Path folder) {
    return ConfigFactory.parseMap(
        Map.of(
            "advanced.ssl-engine-factory.class",
            JournalEngines.class.getName(),
            FOLDER.getPath(),
            folder.toAbsolutePath().toString()),
        "the credentials in " + folder);
  }

  @Override
  public SSLEngine newSslEngine(EndPoint remote) {
    return handshakes.client();
  }

  @Override
  public void close() {
    // nothing is held open
  }
}
