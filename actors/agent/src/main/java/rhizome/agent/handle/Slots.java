package rhizome.agent.handle;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.life.State;

/**
 * Two files that take turns, so that a write that is cut short leaves the state before it readable.
 * Overwriting in place costs 10 microseconds where a rename over an older file costs 250 on ext4
 * (which then forces its blocks out, see auto_da_alloc in ext4(5)), and it still works on a full
 * disk.
 */
final class Slots {

  private static final Logger LOG = LoggerFactory.getLogger(Slots.class);
  private static final List<String> NAMES = List.of("handle.0", "handle.1");

  void write(Path folder, long number, State state) throws IOException {
    byte[] text = Handle.write(number, state).getBytes(StandardCharsets.US_ASCII);
    try (FileChannel file = FileChannel.open(slot(folder, number), CREATE, WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(text);
      while (left.hasRemaining()) {
        file.write(left, left.position());
      }
    }
  }

  /**
   * The newest state that can be read. When there are only damaged ones they are put aside with a
   * warning that names them.
   */
  Optional<Handle.Numbered> read(Path folder) throws IOException {
    Optional<Handle.Numbered> newest = Optional.empty();
    List<String> complaints = new ArrayList<>();
    for (String name : NAMES) {
      Path slot = folder.resolve(name);
      if (!Files.exists(slot)) {
        continue;
      }
      try {
        Handle.Numbered read = Handle.read(Files.readString(slot, StandardCharsets.ISO_8859_1));
        if (newest.isEmpty() || newest.get().number() < read.number()) {
          newest = Optional.of(read);
        }
      } catch (IllegalArgumentException e) {
        complaints.add(name + ": " + e.getMessage());
      }
    }
    if (newest.isEmpty() && !complaints.isEmpty()) {
      putAside(folder);
      LOG.warn(
          "what is written down in {} is of no use ({}); put aside as *.damaged, and whoever needs"
              + " the workload must assign it again",
          folder,
          complaints);
    }
    return newest;
  }

  /** The older one goes first: cut short, this must not bring back a state long left. */
  void delete(Path folder, long newest) throws IOException {
    Files.deleteIfExists(slot(folder, newest + 1));
    Files.deleteIfExists(slot(folder, newest));
  }

  private static void putAside(Path folder) throws IOException {
    for (String name : NAMES) {
      Path slot = folder.resolve(name);
      if (Files.exists(slot)) {
        Files.move(slot, folder.resolve(name + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path slot(Path folder, long number) {
    return folder.resolve(NAMES.get((int) (number % NAMES.size())));
  }
}
