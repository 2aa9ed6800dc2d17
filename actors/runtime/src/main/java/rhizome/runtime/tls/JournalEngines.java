package rhizome.runtime.tls;

import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import java.nio.file.Path;
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
    this.handshakes = Credentials.open(Path.of(folder), Role.MEMBER).with(Role.JOURNAL);
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
