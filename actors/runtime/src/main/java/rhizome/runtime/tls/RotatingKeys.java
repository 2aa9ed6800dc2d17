package rhizome.runtime.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the newest pair. An alias names its turn, so that a handshake which began before a rotation
 * gets key and certificate of one pair. Whom the other side trusts is not asked: a certificate that
 * is refused says more than none.
 */
final class RotatingKeys extends X509ExtendedKeyManager {

  private final Rotation rotation;

  RotatingKeys(Rotation rotation) {
    this.rotation = rotation;
  }

  private @Nullable String alias(String... keyTypes) {
    Rotation.Held held = rotation.held();
    return Arrays.asList(keyTypes).contains(held.pair().own().getPublicKey().getAlgorithm())
        ? Long.toString(held.turn())
        : null;
  }

  private Optional<Pair> pair(String alias) {
    return rotation.held(Long.parseLong(alias)).map(Rotation.Held::pair);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return alias(keyType);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return getClientAliases(keyType, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return pair(alias).map(pair -> pair.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return pair(alias).map(Pair::key).orElse(null);
  }
}
