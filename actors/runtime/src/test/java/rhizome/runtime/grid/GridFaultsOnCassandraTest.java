package rhizome.runtime.grid;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import rhizome.runtime.cassandra.OnCassandra;
import rhizome.runtime.cassandra.OneCassandra;
import rhizome.runtime.journal.Journal;

@OnCassandra
class GridFaultsOnCassandraTest extends GridFaultsTest {

  @BeforeAll
  static void share() {
    Members.journals = OneCassandra::journal;
  }

  @AfterAll
  static void embed() {
    Members.journals = Journal::open;
  }
}
