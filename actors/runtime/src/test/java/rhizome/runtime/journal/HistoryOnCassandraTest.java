package rhizome.runtime.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;

@Tag("chaos")
@OnCassandra
class HistoryOnCassandraTest extends HistoryTest {

  @Override
  Journal journal(Path folder) {
    return OneCassandra.journal(folder);
  }
}
