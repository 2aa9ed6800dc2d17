package rhizome.runtime.validator;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import com.typesafe.config.Config;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import rhizome.runtime.validator.ScriptedDisk.Bytes;
import rhizome.runtime.validator.ScriptedDisk.Fate;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/** Akka's journal on a {@link ScriptedDisk}. */
public final class ScriptedJournal extends AsyncWriteJournal {

  private final ScriptedDisk disk;

  public ScriptedJournal(Config config) {
    this.disk = ScriptedDisk.named(config.getString("disk"));
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(
      Iterable<AtomicWrite> messages) {
    List<Optional<Exception>> done = new ArrayList<>();
    for (AtomicWrite each : messages) {
      String id = each.persistenceId();
      try {
        disk.awaitRelease(id);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      Fate fate = disk.fate(id);
      if (fate != Fate.LOST) {
        write(id, each);
      }
      if (fate != Fate.WRITTEN) {
        return Futures.failed(new IOException("as the script says: " + fate));
      }
      done.add(Optional.empty());
    }
    return Futures.successful(done);
  }

  private void write(String id, AtomicWrite each) {
    Map<Long, Bytes> more = new LinkedHashMap<>();
    for (PersistentRepr it : CollectionConverters.asJava(each.payload())) {
      more.put(it.sequenceNr(), disk.bytes(it.payload()));
      disk.envelopes.put(id + " " + it.sequenceNr(), it.withPayload(""));
    }
    disk.write(id, more);
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String id, long to) {
    disk.delete(id, to);
    return Futures.successful(null);
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String id, long from, long to, long max, Consumer<PersistentRepr> replay) {
    disk.events(id).subMap(from, true, Math.max(from, to), true).entrySet().stream()
        .limit(max)
        .forEach(
            it -> {
              PersistentRepr envelope = disk.envelopes.get(id + " " + it.getKey());
              if (envelope != null) {
                replay.accept(envelope.withPayload(disk.read(it.getValue())));
              }
            });
    return Futures.successful(null);
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String id, long from) {
    return Futures.successful(disk.highest(id));
  }
}
