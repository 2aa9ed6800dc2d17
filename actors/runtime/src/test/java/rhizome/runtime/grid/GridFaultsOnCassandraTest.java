package rhizome.runtime.grid;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import rhizome.runtime.cassandra.OnCassandra;

@Tag("chaos")
@OnCassandra
class GridFaultsOnCassandraTest extends GridFaultsTest {

  @BeforeEach
  void share() {
    Members.share(folder);
  }
}
