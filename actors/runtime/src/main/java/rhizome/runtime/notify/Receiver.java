package rhizome.runtime.notify;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rhizome.grid.notice.Severity;

/** Who is told, and by which way. Constructors refuse what could never work, or not safely. */
public sealed interface Receiver {

  String name();

  /** Of a letter it wants. */
  Severity least();

  /** Where it is, for people; holds no secret. */
  String where();

  /**
   * Is sent a signed POST.
   *
   * @param secret file with the key of the signature
   * @param trust file with the certificates it is trusted by, instead of the JDK's
   */
  record Webhook(String name, Severity least, URI url, Path secret, Optional<Path> trust)
      implements Receiver {

    public Webhook {
      String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
        throw new IllegalArgumentException(
            "url must be https://HOST/PATH, not '%s'".formatted(where(url)));
      }
      if (url.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "url must not hold a password: the signature tells who calls");
      }
      if (scheme.equals("http") && !isLoopback(url.getHost())) {
        throw new IllegalArgumentException(
            "url '%s' is not encrypted: use https, http is for this machine only"
                .formatted(where(url)));
      }
    }

    @Override
    public String where() {
      return where(url);
    }

    /** Without its query, where some services have their token. */
    private static String where(URI url) {
      return "%s://%s%s".formatted(url.getScheme(), url.getRawAuthority(), url.getRawPath());
    }
  }

  /** How a connection to a mail server is secured. */
  enum Encryption {
    /** TLS from the first byte, as on port 465. */
    TLS,
    /** TLS before anything else is said, as on port 587; without it nothing is. */
    STARTTLS,
    /** For a server on this machine. */
    OFF
  }

  /** The credentials for a mail server. */
  record Login(String user, Path password) {}

  /**
   * Is sent mail.
   *
   * @param trust file with the certificates its server is trusted by, instead of the JDK's
   */
  record Mailbox(
      String name,
      Severity least,
      String host,
      int port,
      Encryption encryption,
      String from,
      List<String> to,
      Optional<Login> login,
      Optional<Path> trust)
      implements Receiver {

    public Mailbox {
      to = List.copyOf(to);
      if (host.isBlank() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException("smtp must be HOST:PORT, as mail.example.org:587");
      }
      if (to.isEmpty() || !to.stream().allMatch(Receiver::isAddress) || !isAddress(from)) {
        throw new IllegalArgumentException(
            "from and to must be plain addresses, as ops@example.org");
      }
      if (encryption == Encryption.OFF && !isLoopback(host)) {
        throw new IllegalArgumentException(
            "tls = off is for a mail server on this machine only, and '%s' is not".formatted(host));
      }
    }

    @Override
    public String where() {
      return "%s by %s:%d".formatted(String.join(", ", to), host, port);
    }
  }

  private static boolean isAddress(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at < text.length() - 1
        && text.chars().noneMatch(c -> c <= ' ' || c == ',' || c == '<' || c == '>' || c == 127);
  }

  /** Asks no name server: a name that is not written as an address is far, but for this one. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      String bare = host.replaceAll("^\\[|]$", "");
      return bare.matches("[0-9.]+|[0-9a-fA-F:]+:[0-9a-fA-F:.]*")
          && InetAddress.getByName(bare).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
