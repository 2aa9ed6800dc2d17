package rhizome.runtime.grid;

import org.junit.jupiter.api.BeforeEach;
import rhizome.runtime.cassandra.OnCassandra;

@OnCassandra
class GridFaultsOnCassandraTest extends GridFaultsTest {

  @BeforeEach
  void share() {
    Members.share(folder);
  }
}
