package rhizome.runtime.entity;

import java.nio.file.Path;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;
import rhizome.runtime.journal.Journal;

@OnCassandra
class WaitingRoomOnCassandraTest extends WaitingRoomTest {

  @Override
  Journal journal(Path folder) {
    return OneCassandra.journal(folder);
  }
}
