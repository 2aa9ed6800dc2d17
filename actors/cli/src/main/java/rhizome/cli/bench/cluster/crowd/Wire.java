package rhizome.cli.bench.cluster.crowd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * What has come over the connections of a port, both ways, as the kernel counts it: TLS included,
 * headers of TCP and IP, and what was sent again, not.
 */
public record Wire(long bytes, long segments) {

  private static final Pattern COUNT =
      Pattern.compile("\\b(bytes_acked|bytes_received|data_segs_out|data_segs_in):(\\d+)");

  public static Wire of(int port) throws IOException {
    String filter = "( sport = :%d )".formatted(port); // one end of each is enough on one machine
    Process ss = new ProcessBuilder("ss", "-tinH", "state", "established", filter).start();
    return parse(new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  static Wire parse(String said) {
    long bytes = 0;
    long segments = 0;
    Matcher matcher = COUNT.matcher(said);
    while (matcher.find()) {
      long count = Long.parseLong(matcher.group(2));
      if (matcher.group(1).startsWith("bytes")) {
        bytes += count;
      } else {
        segments += count;
      }
    }
    if (bytes == 0) {
      throw new Trouble(
          ExitCode.FAILED,
          "ss(8) counts no bytes here",
          "install iproute2, on Linux 4.19 or newer");
    }
    return new Wire(bytes, segments);
  }

  public Wire since(Wire before) {
    return new Wire(bytes - before.bytes, segments - before.segments);
  }
}
