package rhizome.grid.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.grid.endpoint.Table.Row;

class TableTest {

  private static final Leader LEADER = new Leader(1, 3);

  @Test
  void aPortOfWhichNothingIsReadyIsListedAllTheSame() {
    assertThat(Table.rows(List.of("http"), new TreeMap<>()))
        .isEqualTo(new TreeMap<>(Collections.singletonMap("http", List.of())));
  }

  @Test
  void rowsFollowTheSlotsAndEachPortHasItsOwn() {
    SortedMap<Integer, Endpoint> ready = new TreeMap<>();
    ready.put(7, endpoint("b", 2));
    ready.put(0, endpoint("a", 1));
    assertThat(Table.rows(List.of("http", "admin"), ready))
        .containsEntry("http", List.of(new Row(0, "a", 1), new Row(7, "b", 2)))
        .containsEntry("admin", List.of());
  }

  @Test
  void ofTooManyThoseWithTheLowestSlotsAreTold() {
    SortedMap<Integer, Endpoint> ready = new TreeMap<>();
    for (int slot = 5; slot < Table.ROWS_MAX + 10; slot++) {
      ready.put(slot, endpoint("a", slot));
    }
    List<Row> told = Table.rows(List.of("http"), ready).get("http");
    assertThat(told).hasSize(Table.ROWS_MAX);
    assertThat(told).first().extracting(Row::slot).isEqualTo(5);
    assertThat(told).last().extracting(Row::slot).isEqualTo(Table.ROWS_MAX + 4);
  }

  @Test
  void aTableThatIsTooLongIsNone() {
    List<Row> rows = Collections.nCopies(Table.ROWS_MAX + 1, new Row(0, "a", 1));
    SortedMap<String, SortedMap<String, List<Row>>> services = new TreeMap<>();
    services.put("api", new TreeMap<>(Collections.singletonMap("http", rows)));
    assertThatThrownBy(() -> new Table(1, services))
        .hasMessage("api.http has 1001 endpoints; a table has 1000 at most");
  }

  @Test
  void onlyAServiceThatIsToldOfHasALeader() {
    SortedMap<String, Leader> leaders = new TreeMap<>(Collections.singletonMap("db", LEADER));
    assertThatThrownBy(() -> new Table(1, new TreeMap<>(), leaders))
        .hasMessageStartingWith("only a service that is told of has a leader: {db=");
    SortedMap<String, SortedMap<String, List<Row>>> services = new TreeMap<>();
    services.put("db", new TreeMap<>());
    assertThat(new Table(1, services, leaders).leading("db", "sql")).as("not ready").isEmpty();
  }

  @Test
  void anAddressWithColonsIsBracketed() {
    assertThat(new Row(0, "10.0.0.5", 80).hostPort()).isEqualTo("10.0.0.5:80");
    assertThat(new Row(0, "fd00::5", 80).hostPort()).isEqualTo("[fd00::5]:80");
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(address, new TreeMap<>(Collections.singletonMap("http", port)));
  }
}
