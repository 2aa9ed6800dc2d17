package rhizome.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import rhizome.cli.host.Machine;
import rhizome.cli.json.Json;

/** What a figure was measured on, and what the kernel says of a process there. */
public final class MachineFacts {

  private MachineFacts() {}

  static Json json() {
    return Json.object("cpu", cpu())
        .with("cores", Runtime.getRuntime().availableProcessors())
        .with("memoryBytes", Machine.capacity().memoryBytes())
        .with("kernel", System.getProperty("os.version"))
        .with("jdk", System.getProperty("java.vm.version"))
        .with("load", loadAverage());
  }

  /** How busy the machine was when the figures were done, in words. */
  static String load() {
    return "%.1f on %d cores".formatted(loadAverage(), Runtime.getRuntime().availableProcessors());
  }

  /** Processes that ran or wanted to, over the last minute. */
  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Memory of a process that is really there. */
  public static long rssBytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          << 10;
    }
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
