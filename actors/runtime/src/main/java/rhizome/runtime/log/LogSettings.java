package rhizome.runtime.log;

import com.typesafe.config.Config;
import java.nio.file.Path;
import rhizome.runtime.log.segment.SegmentSettings;

/**
 * The log of one host.
 *
 * @param segments folder and limits of the log itself
 * @param readsMax who may read at the same time, beside entities that recover
 * @param readBytesMax bytes of events after which a reading ends; it has one event at least
 * @param snapshotBytesMax largest snapshot
 */
record LogSettings(
    SegmentSettings segments, int readsMax, long readBytesMax, int snapshotBytesMax) {

  static final String JOURNAL = "rhizome.ledger.journal";
  static final String SNAPSHOTS = "rhizome.ledger.snapshots";

  LogSettings {
    if (readsMax < 1 || readBytesMax < 1 || snapshotBytesMax < 1) {
      throw new IllegalArgumentException(
          "%s.reads-max, read-bytes-max and %s.bytes-max count from 1"
              .formatted(JOURNAL, SNAPSHOTS));
    }
  }

  static LogSettings from(Config all) {
    Config journal = all.getConfig(JOURNAL);
    String folder = journal.getString("folder");
    if (folder.isEmpty()) {
      throw new IllegalArgumentException(
          JOURNAL + ".folder is empty: the host that uses this journal has to name one");
    }
    return new LogSettings(
        new SegmentSettings(
            Path.of(folder),
            bytes(journal, "segment-bytes"),
            bytes(journal, "record-bytes-max"),
            journal.getInt("queue-records-max"),
            journal.getMemorySize("queue-bytes-max").toBytes()),
        journal.getInt("reads-max"),
        journal.getMemorySize("read-bytes-max").toBytes(),
        bytes(all.getConfig(SNAPSHOTS), "bytes-max"));
  }

  private static int bytes(Config config, String key) {
    return Math.toIntExact(config.getMemorySize(key).toBytes());
  }
}
