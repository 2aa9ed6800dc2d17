package rhizome.cli.bench.cluster.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import rhizome.cli.client.Utf8Pieces;

/** What is appended to a log, line by line. */
public final class LogTail {

  private static final int PIECE_MAX = 64 << 10;

  private final Path log;
  private final Utf8Pieces pieces = new Utf8Pieces();
  private long position;
  private String rest = "";

  private LogTail(Path log, long position) {
    this.log = log;
    this.position = position;
  }

  /** Leaves out what is there already. */
  public static LogTail from(Path log) throws IOException {
    return new LogTail(log, Files.size(log));
  }

  /**
   * Hands over each line that has ended since the last time. One that is longer than a piece comes
   * in several.
   */
  public void next(Consumer<String> each) throws IOException {
    byte[] piece = new byte[PIECE_MAX];
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long end = file.length(); // who writes faster than this reads is met again next time
      file.seek(position);
      while (position < end) {
        int count = file.read(piece);
        if (count < 0) {
          return;
        }
        position += count;
        hand(rest + pieces.add(piece, count), each);
      }
    }
  }

  private void hand(String text, Consumer<String> each) {
    int begin = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      each.accept(text.substring(begin, end));
      begin = end + 1;
    }
    rest = text.substring(begin);
    if (rest.length() > PIECE_MAX) {
      each.accept(rest);
      rest = "";
    }
  }
}
