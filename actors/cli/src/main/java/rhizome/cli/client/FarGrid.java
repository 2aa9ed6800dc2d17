package rhizome.cli.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * A grid that no data folder of this machine tells of.
 *
 * @param url of its API, without a path
 * @param tokenFile a copy of its operator.token
 */
public record FarGrid(URI url, Path tokenFile) {

  public FarGrid {
    boolean secured = "https".equals(url.getScheme());
    if (url.getHost() == null
        || !(secured || "http".equals(url.getScheme()))
        || !url.getRawPath().matches("/?")
        || url.getRawQuery() != null) {
      throw new Trouble(
          ExitCode.USAGE,
          "'%s' is not the address of an API: write it as https://n1.example:7717".formatted(url));
    }
    if (!secured && !isLoopback(url.getHost())) {
      throw new Trouble(
          ExitCode.USAGE,
          "the token would travel in clear to " + url,
          "use https; http is for this machine only");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
