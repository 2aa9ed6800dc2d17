package rhizome.agent.logs;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import rhizome.agent.process.FileHead;

/**
 * Cuts one log short while its program goes on writing. The program holds the file open for
 * appending, so it cannot be renamed away: its end is copied to {@code out.log.1}, and what was
 * copied is taken off its head. Where the file system cannot do that it is truncated.
 *
 * @param bytesMax size from which a log is cut, and about the size of each older file
 * @param kept how many older files stay: {@code out.log.1} is the newest
 */
record Rotation(long bytesMax, int kept) {

  /** The part of the limit an older file may be over it, so that a quiet program loses nothing. */
  private static final int OVER_SHARE = 4;

  private static final String TOO_FAST = "it is written faster than it may grow";

  /** Whether the log was due, and was cut. A gap is told in the older file, where it is. */
  boolean cut(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log, READ, WRITE)) {
      long size = channel.size();
      if (size <= bytesMax) {
        return false;
      }
      if (kept == 0) {
        channel.truncate(0);
        say(log, size, TOO_FAST);
        return true;
      }
      long from = size <= bytesMax + bytesMax / OVER_SHARE ? 0 : size - bytesMax;
      shift(log);
      Path older = number(log, 1);
      Files.deleteIfExists(older);
      say(older, from, TOO_FAST);
      long end = Math.min(channel.size(), from + bytesMax + 2 * (bytesMax / OVER_SHARE));
      long whole = (end - 1) / FileHead.BLOCK * FileHead.BLOCK;
      copy(channel, from, Math.max(from, whole), older);
      if (whole < from || !FileHead.cut(log, whole)) {
        long to = copy(channel, Math.max(from, whole), end, older);
        long missed = channel.size() - to; // and what is written between these two lines
        channel.truncate(0);
        say(older, missed, TOO_FAST);
      }
      return true;
    }
  }

  /** When there is no room to copy to: all of the log and the older files go. */
  void drop(Path log) throws IOException {
    for (int i = 1; i <= kept; i++) {
      Files.deleteIfExists(number(log, i));
    }
    try (FileChannel channel = FileChannel.open(log, WRITE)) {
      long dropped = channel.size();
      channel.truncate(0);
      say(log, dropped, "the disk is full");
    }
  }

  /** The log and what is left of its past, newest first. */
  List<Path> files(Path log) {
    List<Path> files = new ArrayList<>();
    if (Files.exists(log)) {
      files.add(log);
    }
    for (int i = 1; i <= kept; i++) {
      if (Files.exists(number(log, i))) {
        files.add(number(log, i));
      }
    }
    return files;
  }

  private static long copy(FileChannel from, long start, long end, Path to) throws IOException {
    try (FileChannel out = FileChannel.open(to, CREATE, APPEND)) {
      long at = start;
      while (at < end) {
        long copied = from.transferTo(at, end - at, out);
        if (copied <= 0) {
          break;
        }
        at += copied;
      }
      return at;
    }
  }

  private void shift(Path log) throws IOException {
    for (int i = kept - 1; i >= 1; i--) {
      if (Files.exists(number(log, i))) {
        Files.move(
            number(log, i),
            number(log, i + 1),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void say(Path log, long dropped, String why) throws IOException {
    if (dropped > 0) {
      String line =
          "%s[rhizome] %d bytes of output were dropped here: %s (limit %d bytes)%n"
              .formatted(endsMidLine(log) ? "\n" : "", dropped, why, bytesMax);
      Files.writeString(log, line, CREATE, APPEND);
    }
  }

  private static boolean endsMidLine(Path log) throws IOException {
    if (!Files.exists(log)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(log, READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.read(last, Math.max(0, channel.size() - 1)) == 1 && last.get(0) != '\n';
    }
  }

  private static Path number(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }
}
