package rhizome.runtime.journal;

import java.nio.file.Path;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;

@OnCassandra
class HistoryOnCassandraTest extends HistoryTest {

  @Override
  Journal journal(Path folder) {
    return OneCassandra.journal(folder);
  }
}
