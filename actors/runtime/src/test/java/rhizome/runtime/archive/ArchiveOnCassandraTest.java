package rhizome.runtime.archive;

import java.nio.file.Path;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;
import rhizome.runtime.journal.Journal;

@OnCassandra
class ArchiveOnCassandraTest extends ArchiveTest {

  @Override
  Journal journal(Path of) {
    return OneCassandra.journal(of);
  }
}
