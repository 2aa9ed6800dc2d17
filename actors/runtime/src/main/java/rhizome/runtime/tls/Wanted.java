package rhizome.runtime.tls;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * What a certificate is asked for.
 *
 * @param hosts DNS names and IP addresses under which its holder is reached; may be empty, because
 *     peers look at the role
 * @param validity from a day to ten years
 */
public record Wanted(String name, Role role, List<String> hosts, Duration validity) {

  static final int HOSTS_MAX = 100;
  static final Duration VALIDITY_MIN = Duration.ofDays(1);
  static final Duration VALIDITY_MAX = Duration.ofDays(3650);

  private static final int DNS_MAX = 253;
  private static final Pattern DNS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern LIKE_IPV4 = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  public Wanted {
    Peer.check(name);
    hosts = List.copyOf(hosts);
    hosts.forEach(Wanted::alternative);
    if (hosts.size() > HOSTS_MAX) {
      throw new IllegalArgumentException(
          "a certificate carries %d hosts at most".formatted(HOSTS_MAX));
    }
    if (validity.compareTo(VALIDITY_MIN) < 0 || validity.compareTo(VALIDITY_MAX) > 0) {
      throw new IllegalArgumentException(
          "a certificate is valid for %d to %d days, not %d"
              .formatted(VALIDITY_MIN.toDays(), VALIDITY_MAX.toDays(), validity.toDays()));
    }
  }

  Wanted withHosts(List<String> others) {
    return new Wanted(name, role, others, validity);
  }

  /** Who it is, and where. */
  GeneralName[] alternatives() {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, Peer.uri(role, name)));
    hosts.forEach(host -> names.add(alternative(host)));
    return names.toArray(GeneralName[]::new);
  }

  private static GeneralName alternative(String host) {
    if (isAddress(host)) {
      return new GeneralName(GeneralName.iPAddress, host);
    }
    if (host.length() > DNS_MAX
        || LIKE_IPV4.matcher(host).matches()
        || !DNS.matcher(host).matches()) {
      throw new IllegalArgumentException(
          ("'%s' is neither a host name nor an IP address: "
                  + "write it as n1.example, 10.0.0.1 or fd00::1, without a port")
              .formatted(host));
    }
    return new GeneralName(GeneralName.dNSName, host);
  }

  private static boolean isAddress(String host) {
    boolean six = host.contains(":") && !host.contains("%") && !host.startsWith("[");
    if (!six && !IPV4.matcher(host).matches()) {
      return false;
    }
    try {
      return !InetAddress.ofLiteral(host).getHostAddress().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
