package rhizome.runtime.kubernetes;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where a pod finds the API, and by what each knows the other. It is the way that discovery goes,
 * so both read {@code akka.discovery.kubernetes-api}.
 *
 * @param leases those of this pod's namespace
 * @param token file of the service account; Kubernetes renews what is in it
 * @param tls that trusts the authority of this Kubernetes, and nobody else
 */
record Access(URI leases, String namespace, Path token, SSLContext tls) {

  private static final String UNNAMED = "<pod-namespace>";

  /**
   * @param environment of the process
   * @throws ApiRefused if this is no pod, or none with a service account
   */
  static Access from(Config config, Map<String, String> environment) {
    Config api = config.getConfig("akka.discovery.kubernetes-api");
    String host = variable(environment, api.getString("api-service-host-env-name"));
    String port = variable(environment, api.getString("api-service-port-env-name"));
    Path token = Path.of(api.getString("api-token-path"));
    if (!Files.isReadable(token)) {
      throw outside("the token of the service account cannot be read", token.toString());
    }
    String namespace = namespace(api);
    URI leases =
        URI.create(
            "https://%s:%s/apis/coordination.k8s.io/v1/namespaces/%s/leases"
                .formatted(host.contains(":") ? "[" + host + "]" : host, port, namespace));
    return new Access(leases, namespace, token, tls(Path.of(api.getString("api-ca-path"))));
  }

  private static String variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .orElseThrow(() -> outside("there is no variable " + name, "the address of the API"));
  }

  private static String namespace(Config api) {
    String named = api.getString("pod-namespace");
    if (!named.equals(UNNAMED)) {
      return named;
    }
    Path file = Path.of(api.getString("pod-namespace-path"));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw outside("the namespace of this pod cannot be read", e.toString());
    }
  }

  private static SSLContext tls(Path authorities) {
    try (InputStream file = Files.newInputStream(authorities)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry(Integer.toString(store.size()), one);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw outside("the certificate of the API cannot be read", e.toString());
    }
  }

  private static ApiRefused outside(String what, String more) {
    return new ApiRefused(
        ("%s (%s): a lease in Kubernetes is for members that are pods with a service account, as"
                + " cluster-config/kubernetes/members.yaml makes them; elsewhere use"
                + " rhizome.cluster.split-brain = keep-majority")
            .formatted(what, more));
  }
}
