package rhizome.runtime.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system with every write forced to the disk before it returns. H2 2.3.232 forces nothing
 * at commit, with {@code WRITE_DELAY=0} either: {@code MVStore.commit} ends in {@code
 * FileChannel.write}, and {@code force} is called only when chunks are moved. So the file is opened
 * with {@code O_DSYNC} here ({@code rwd}); the order of H2's writes is then the order on the disk.
 *
 * <p>Public with a public constructor because H2 makes instances of it by reflection.
 */
public final class DurableFiles extends FilePathWrapper {

  static final String SCHEME = "durable";

  static {
    FilePath.register(new DurableFiles());
  }

  /** Makes {@code jdbc:h2:durable:...} known to H2; calling it again changes nothing. */
  static void register() {
    // The work is done once, when this class is initialised.
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return super.open(mode.equals("rw") ? "rwd" : mode);
  }
}
