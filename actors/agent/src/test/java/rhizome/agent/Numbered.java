package rhizome.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code seq 1 N} left in rotated logs: what is missing between its lines. */
final class Numbered {

  private static final Pattern DROPPED =
      Pattern.compile("\\[rhizome] (\\d+) bytes of output were dropped here: [^\\n]*\\n");

  /**
   * Bytes that are missing after the first line kept, bytes told as dropped, the last number. To
   * stand on a line of its own what is told may have a line end of its own before it, which counts
   * as kept.
   */
  record Gaps(long missing, long told, int times, long last) {}

  private Numbered() {}

  /**
   * @param oldestFirst what is before the first whole line was rotated away and is no gap
   */
  static Gaps gaps(List<Path> oldestFirst) throws IOException {
    StringBuilder all = new StringBuilder();
    oldestFirst.forEach(file -> all.append(text(file)));
    Matcher dropped = DROPPED.matcher(all);
    long told = 0;
    int times = 0;
    long kept = 0;
    int from = firstWholeLine(all, dropped);
    int at = from;
    while (dropped.find(at)) {
      times++;
      told += Long.parseLong(dropped.group(1));
      kept += dropped.start() - at;
      at = dropped.end();
    }
    kept += all.length() - at;
    long first = Long.parseLong(all.substring(from, all.indexOf("\n", from)));
    String end = all.toString().stripTrailing();
    long last = Long.parseLong(end.substring(end.lastIndexOf('\n') + 1));
    return new Gaps(offset(last + 1) - offset(first) - kept, told, times, last);
  }

  /** A piece may begin in the midst of a line, and so may what comes after a gap. */
  private static int firstWholeLine(StringBuilder all, Matcher dropped) {
    int from = all.indexOf("\n") + 1;
    int told = 0;
    while (dropped.find(told) && dropped.start() <= from) {
      told = dropped.end();
      from = all.indexOf("\n", told) + 1;
    }
    return from;
  }

  /** Where line {@code n} begins in what {@code seq 1 N} prints. */
  private static long offset(long n) {
    long bytes = 0;
    long low = 1;
    for (int digits = 1; low < n; digits++, low *= 10) {
      bytes += (Math.min(n, low * 10) - low) * (digits + 1);
    }
    return bytes;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
