package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.GridProcess.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.launch.Background;

/** The node of a primary is lost, and its warm standby is promoted with all that was committed. */
@Tag("chaos")
class PromotionTest {

  private static final String SERVICES =
      "db: {template: postgresql@^1.0, replicas: 2, with: {password: password, memory: 64MiB}}\n";

  @TempDir private Path data;

  @Test
  void aWarmStandbyIsPromotedWhenTheNodeOfThePrimaryIsLost()
      throws IOException, InterruptedException {
    Installed.assume("initdb", "pg_basebackup", "psql", "setpriv");
    try (GridProcess grid = GridProcess.start(data, "--nodes", "0")) {
      Path secret = Files.writeString(data.resolve("secret.txt"), "it's secret");
      assertThat(grid.run("secret", "set", "password", "--file", secret.toString()).code())
          .isZero();
      Background a = grid.node("a");
      Background b = grid.node("b");
      Path file = grid.blueprint("db", SERVICES);
      Said said = grid.run("apply", file.toString(), "--yes");
      assertThat(said.code()).as(said.out() + said.err()).isZero();
      int first = leader(0).startsWith("0 1 ") ? 0 : 1;
      int second = 1 - first;
      assertThat(leader(0)).startsWith(first + " 1 ");
      String primary = node(first);
      String standby = node(second);
      assertThat(standby).as("not where the primary is").isNotEqualTo(primary);
      assertThat(sql(port(primary, first), "create table words (word int)"))
          .isEqualTo("CREATE TABLE");
      sql(port(primary, first), "insert into words select generate_series(1, 1000)");
      String port = port(standby, second);
      assertThat(sql(port, "insert into words values (1)")).contains("read-only");
      await("a copy", () -> sql(port, "select count(*) from words").equals("1000"));

      (primary.equals("a") ? a : b).process().destroyForcibly().waitFor();
      await("another leader", () -> leader(second).startsWith(second + " 2 "));
      assertThat(grid.processes("db/db#" + first))
          .as("what led is gone when another leads; its successor may be there")
          .noneMatch(pid -> folder(pid).contains("/nodes/" + primary + "/"));
      await("promoted", () -> sql(port, "insert into words values (0)").equals("INSERT 0 1"));
      assertThat(sql(port, "select count(*) from words")).isEqualTo("1001");
      await("a standby again", () -> isStandby(standby, first));
    }
  }

  /** The lost one has found another place, and copied everything. */
  private boolean isStandby(String node, int slot) {
    String rows = "select count(*) || ' ' || pg_is_in_recovery() from words";
    return Files.exists(work(node, slot)) && sql(port(node, slot), rows).equals("1001 true");
  }

  /** Where a replica is, at first. */
  private String node(int slot) {
    return Files.exists(work("a", slot)) ? "a" : "b";
  }

  /** Who leads, by what this replica was told where it was at first or is now. */
  private String leader(int slot) {
    return text(work(node(slot), slot).resolve("endpoints/db.LEADER"));
  }

  private Path work(String node, int slot) {
    return data.resolve("nodes/" + node + "/db/db." + slot + "/work");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }

  private static String folder(long pid) {
    try {
      return Path.of("/proc", Long.toString(pid), "cwd").toRealPath().toString();
    } catch (IOException _) {
      return "";
    }
  }

  /** As its settings say it. */
  private String port(String node, int slot) {
    Path settings =
        data.resolve("nodes/" + node + "/.volumes/db/db." + slot + "/data/settings.conf");
    return text(settings)
        .lines()
        .filter(line -> line.startsWith("port = "))
        .map(line -> line.substring("port = ".length()))
        .findFirst()
        .orElse("1");
  }

  private static String sql(String port, String statement) {
    String psql = Installed.postgresql().getLast().resolve("psql").toString();
    List<String> command =
        List.of(psql, "-At", "-h127.0.0.1", "-p" + port, "-Upostgres", "-dapp", "-c" + statement);
    return Installed.said(Map.of("PGPASSWORD", "it's secret"), command.toArray(String[]::new));
  }
}
