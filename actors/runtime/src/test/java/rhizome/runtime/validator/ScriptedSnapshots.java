package rhizome.runtime.validator;

import akka.dispatch.Futures;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;
import com.typesafe.config.Config;
import java.io.IOException;
import java.util.Optional;
import rhizome.runtime.validator.ScriptedDisk.Fate;
import scala.concurrent.Future;

/** Akka's snapshot store on a {@link ScriptedDisk}. */
public final class ScriptedSnapshots extends SnapshotStore {

  private final ScriptedDisk disk;

  public ScriptedSnapshots(Config config) {
    this.disk = ScriptedDisk.named(config.getString("disk"));
  }

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String id, SnapshotSelectionCriteria criteria) {
    return Futures.successful(
        disk.snapshot(id)
            .map(
                it ->
                    SelectedSnapshot.create(
                        new SnapshotMetadata(id, it.getKey(), 0), disk.read(it.getValue()))));
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    Fate fate = disk.fateOfSnapshot(metadata.persistenceId());
    if (fate != Fate.LOST) {
      disk.save(metadata.persistenceId(), metadata.sequenceNr(), disk.bytes(snapshot));
    }
    return fate == Fate.WRITTEN
        ? Futures.successful(null)
        : Futures.failed(new IOException("as the script says: " + fate));
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    return Futures.successful(null);
  }

  @Override
  public Future<Void> doDeleteAsync(String id, SnapshotSelectionCriteria criteria) {
    return Futures.successful(null);
  }
}
