package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;
import rhizome.grid.endpoint.Table.Row;
import rhizome.kernel.WorkloadId;

class TablesTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");

  @TempDir private Path root;
  private Tables tables;
  private Path folder;

  @BeforeEach
  void open() {
    tables = new Folders(root, 2).tables();
    folder = root.resolve("shop/web.0/endpoints");
  }

  @Test
  void aTableBecomesLinesAndJsonAndVariables() throws IOException {
    assertThat(tables.tell(WEB, 1, table(7, row(0), row(1)))).isTrue();
    assertThat(folder.resolve("api.v1.http")).hasContent("10.0.0.5:7000\n10.0.0.5:7001\n");
    assertThat(folder.resolve("api.v1.admin")).isEmptyFile();
    assertThat(Path.of(variable("RHIZOME_ENDPOINTS")))
        .hasContent(
            """
            {"revision":7,"services":{"api.v1":{"admin":[],"http":[\
            {"slot":0,"address":"10.0.0.5","port":7000},\
            {"slot":1,"address":"10.0.0.5","port":7001}]}}}
            """);
    assertThat(tables.variables(WEB))
        .containsEntry("RHIZOME_ENDPOINT_API_V1_HTTP", "10.0.0.5:7000,10.0.0.5:7001")
        .containsEntry("RHIZOME_ENDPOINT_API_V1_ADMIN", "");
  }

  @Test
  void whoLeadsIsToldWithTheLeaseItIsToldFor() throws IOException {
    Table led = led(7, 1, 3);
    assertThat(tables.tell(WEB, 2, led)).isTrue();
    assertThat(folder.resolve("api.v1.LEADER")).hasContent("1 3 2\n");
    assertThat(folder.resolve("api.v1.http.LEADER")).hasContent("10.0.0.5:7001\n");
    assertThat(folder.resolve("api.v1.admin.LEADER")).isEmptyFile();
    assertThat(folder.resolve("ALL"))
        .content()
        .endsWith(",\"leaders\":{\"api.v1\":{\"slot\":1,\"term\":3}}}\n");
    assertThat(tables.variables(WEB)).containsEntry("RHIZOME_LEADER_API_V1_HTTP", "10.0.0.5:7001");
    Tables next = new Folders(root, 2).tables();
    next.load(WEB);
    assertThat(next.variables(WEB)).isEqualTo(tables.variables(WEB));

    assertThat(tables.tell(WEB, 3, led)).as("the same, for a new lease").isFalse();
    assertThat(folder.resolve("api.v1.LEADER")).hasContent("1 3 3\n");
    assertThat(tables.tell(WEB, 3, led(8, 2, 4))).as("another leader").isTrue();
    assertThat(folder.resolve("api.v1.http.LEADER")).as("one that is not ready").isEmptyFile();
    assertThat(tables.variables(WEB)).doesNotContainKey("RHIZOME_LEADER_API_V1_HTTP");
    assertThat(tables.tell(WEB, 3, table(9, row(0), row(1)))).isTrue();
    assertThat(folder.resolve("api.v1.LEADER")).doesNotExist();
  }

  private static Table led(long revision, int slot, long term) {
    Leader leader = new Leader(slot, term);
    return new Table(
        revision,
        table(revision, row(0), row(1)).services(),
        new TreeMap<>(Collections.singletonMap("api.v1", leader)));
  }

  @Test
  void aStaleTableChangesNothing() throws IOException {
    assertThat(tables.tell(WEB, 2, table(7, row(0)))).isTrue();
    assertThat(tables.tell(WEB, 2, table(6))).as("a lower revision").isFalse();
    assertThat(tables.tell(WEB, 2, table(7))).as("twice").isFalse();
    assertThat(tables.tell(WEB, 1, table(9))).as("an earlier epoch").isFalse();
    assertThat(folder.resolve("api.v1.http")).hasContent("10.0.0.5:7000\n");
    assertThat(tables.tell(WEB, 3, table(1))).as("a later epoch may count anew").isTrue();
    assertThat(folder.resolve("api.v1.http")).isEmptyFile();
  }

  @Test
  void aNewRevisionOfTheSameIsTakenAndIsNoChange() throws IOException {
    tables.tell(WEB, 1, table(7, row(0)));
    assertThat(tables.tell(WEB, 1, table(8, row(0)))).isFalse();
    assertThat(Path.of(variable("RHIZOME_ENDPOINTS"))).content().startsWith("{\"revision\":8,");
    assertThat(tables.tell(WEB, 1, table(7))).isFalse();
  }

  @Test
  void whatIsNotToldAnyMoreLeavesNoFile() throws IOException {
    tables.tell(WEB, 1, table(1, row(0)));
    tables.tell(WEB, 1, new Table(2, new TreeMap<>()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(".told", "ALL");
    }
  }

  @Test
  void theNextAgentKnowsWhatWasTold() throws IOException {
    tables.tell(WEB, 4, table(7, row(0)));
    Map<String, String> before = tables.variables(WEB);
    Tables next = new Folders(root, 2).tables();
    assertThat(next.isTold(WEB, 4)).isFalse();
    next.load(WEB);
    assertThat(next.isTold(WEB, 4)).isTrue();
    assertThat(next.isTold(WEB, 5)).isFalse();
    assertThat(next.variables(WEB)).isEqualTo(before);
    assertThat(next.tell(WEB, 4, table(6))).isFalse();
  }

  @Test
  void whatIsDamagedCountsAsNeverTold() throws IOException {
    tables.tell(WEB, 1, table(7, row(0)));
    Path told = folder.resolve(".told");
    Files.writeString(told, Files.readString(told).replace("7000", "7001"));
    Tables next = new Folders(root, 2).tables();
    next.load(WEB);
    assertThat(next.isTold(WEB, 1)).isFalse();
    assertThat(next.tell(WEB, 1, table(7, row(0)))).isTrue();
  }

  @Test
  void aProgramFindsTheFilesInItsOwnFolderThoughThatBeginsEmpty() throws IOException {
    Folders folders = new Folders(root, 2);
    folders.tables().tell(WEB, 1, table(1, row(0)));
    folders.emptyWork(WEB);
    Path own = root.resolve("shop/web.0/work/endpoints/api.v1.http");
    assertThat(own).hasContent("10.0.0.5:7000\n");
    folders.emptyWork(WEB);
    assertThat(own).as("of its next epoch").hasContent("10.0.0.5:7000\n");
    folders.forget(WEB);
    assertThat(root.resolve("shop/web.0/endpoints")).doesNotExist();
    assertThat(folders.tables().isTold(WEB, 1)).isFalse();
  }

  @Test
  void aFileOfItsOwnOfThatNameIsLeftAlone() throws IOException {
    Folders folders = new Folders(root, 2);
    folders.emptyWork(WEB);
    Path own = Files.writeString(root.resolve("shop/web.0/work/endpoints"), "mine");
    assertThat(folders.tables().tell(WEB, 1, table(1, row(0)))).isTrue();
    assertThat(own).hasContent("mine");
  }

  @Test
  void variablesAreBoundedAndFilesAreNot() throws IOException {
    Row[] rows = IntStream.range(0, Table.ROWS_MAX).mapToObj(i -> row(i)).toArray(Row[]::new);
    tables.tell(WEB, 1, table(1, rows));
    assertThat(variable("RHIZOME_ENDPOINT_API_V1_HTTP").split(",", -1))
        .hasSize(EndpointText.VARIABLE_ROWS_MAX);
    assertThat(Files.readAllLines(folder.resolve("api.v1.http"))).hasSize(Table.ROWS_MAX);
    SortedMap<String, SortedMap<String, List<Row>>> many = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      many.put("s" + i, new TreeMap<>(Collections.singletonMap("http", List.of(rows))));
    }
    int length =
        EndpointText.variables(new Table(1, many)).values().stream().mapToInt(String::length).sum();
    assertThat(length).isBetween(200 << 10, EndpointText.VARIABLES_LENGTH_MAX);
  }

  private String variable(String name) {
    return Objects.requireNonNull(tables.variables(WEB).get(name), name);
  }

  private static Row row(int slot) {
    return new Row(slot, "10.0.0.5", 7000 + slot);
  }

  private static Table table(long revision, Row... rows) {
    SortedMap<String, List<Row>> ports = new TreeMap<>();
    ports.put("http", new ArrayList<>(List.of(rows)));
    ports.put("admin", List.of());
    SortedMap<String, SortedMap<String, List<Row>>> services = new TreeMap<>();
    services.put("api.v1", ports);
    return new Table(revision, services);
  }
}
