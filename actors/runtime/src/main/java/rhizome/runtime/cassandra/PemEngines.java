package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * TLS to Cassandra with the files of a folder: {@code tls.key}, {@code tls.crt} and {@code ca.crt}.
 * The other side must show a certificate of that authority which names the host that was asked.
 *
 * <p>Public with this constructor because the driver makes one of it by reflection.
 */
public final class PemEngines implements SslEngineFactory {

  private static final DriverOption FOLDER = () -> "advanced.ssl-engine-factory.folder";
  private static final char[] IN_MEMORY = "in-memory".toCharArray();

  private final SSLContext context;

  public PemEngines(DriverContext driver) {
    Path folder = Path.of(driver.getConfig().getDefaultProfile().getString(FOLDER));
    try {
      this.context = context(folder);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the keys in %s cannot be used: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** For {@link Contact#with}. */
  public static Config config(Path folder) {
    return ConfigFactory.parseMap(
        Map.of(
            "advanced.ssl-engine-factory.class", PemEngines.class.getName(),
            "advanced.ssl-engine-factory.folder", folder.toAbsolutePath().toString()),
        "the keys in " + folder);
  }

  private static SSLContext context(Path folder) throws IOException, GeneralSecurityException {
    KeyStore own = empty();
    List<Certificate> chain = certificates(folder.resolve("tls.crt"));
    own.setKeyEntry(
        "own", key(folder.resolve("tls.key")), IN_MEMORY, chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, IN_MEMORY);
    KeyStore trusted = empty();
    for (Certificate authority : certificates(folder.resolve("ca.crt"))) {
      trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
  }

  private static PrivateKey key(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      return switch (parser.readObject()) {
        case PrivateKeyInfo plain -> new JcaPEMKeyConverter().getPrivateKey(plain);
        case PEMKeyPair pair -> new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
        case null, default -> throw new IOException(file + " holds no private key in PEM");
      };
    }
  }

  @Override
  public SSLEngine newSslEngine(EndPoint remote) {
    SSLEngine engine =
        remote.resolve() instanceof InetSocketAddress address
            ? context.createSSLEngine(address.getHostString(), address.getPort())
            : context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
