package rhizome.runtime.grid;

import org.junit.jupiter.api.BeforeEach;
import rhizome.runtime.cassandra.OnCassandra;

@OnCassandra
class GridOnCassandraTest extends GridTest {

  @BeforeEach
  void share() {
    Members.share(data);
  }
}
