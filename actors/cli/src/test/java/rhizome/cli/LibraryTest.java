package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.GridProcess.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** The templates of the library run the real programs, which are killed and lose nothing. */
class LibraryTest {

  private static final String PASSWORD = "it's \"a\" \\secret";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static GridProcess grid;

  @BeforeAll
  static void up() throws IOException, InterruptedException {
    grid = GridProcess.start(data, "--nodes", "1");
    Path secret = Files.writeString(data.resolve("secret.txt"), PASSWORD);
    assertThat(grid.run("secret", "set", "password", "--file", secret.toString()).code()).isZero();
  }

  @AfterAll
  static void down() {
    grid.run("destroy", "web", "--yes"); // nginx writes over what the grid's end would know it by
    grid.close();
  }

  @Test
  void whatRedisWroteOutlivesIt() throws IOException, InterruptedException {
    Installed.assume("redis-server", "redis-cli");
    apply(
        "cache",
        """
        cache:
          template: redis@^1.0
          with: {persistence: aof, fsync: always, password: "${secrets.password}"}
          secrets: [password]
        """);
    assertThat(redis(PASSWORD, "set", "word", "rhizome")).isEqualTo("OK");
    assertThat(redis("wrong", "get", "word")).contains("NOAUTH");
    assertThat(redis(PASSWORD, "config", "get", "maxmemory")).endsWith("50331648");
    List<Long> processes = grid.processes("cache/cache#0");
    assertThat(processes).isNotEmpty();
    processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    await("what was written", () -> redis(PASSWORD, "get", "word").equals("rhizome"));
  }

  @Test
  void theBalancerServesOnWhileThoseBehindItDieAndComeAndGo()
      throws IOException, InterruptedException {
    Installed.assume("nginx");
    String services =
        """
        site:
          template: nginx-web@^1.0
          files: {index: {path: site/index.html, text: hello}}
          replicas: 2
        front: {template: nginx-lb@^1.0, with: {service: site}}
        """;
    apply("web", services);
    await("both behind it", () -> upstreams().equals(endpoints("web", "site")));
    AtomicBoolean over = new AtomicBoolean();
    List<String> answers = new ArrayList<>();
    URI front = URI.create("http://" + endpoints("web", "front").getFirst() + "/");
    await("it has taken them up", () -> get(front).equals("200 hello") && isSettled());
    Thread client = Thread.ofVirtual().start(() -> ask(front, over, answers));
    Path pid = data.resolve("nodes/n1/web/site.0/work/nginx.pid");
    String killed = Files.readString(pid).strip();
    assertThat(Installed.said(Map.of(), "kill", "-9", "--", "-" + killed)).isEmpty();
    await("a new one", () -> isAnother(pid, killed));
    apply("web", services.replace("replicas: 2", "replicas: 3"));
    await("three behind it", () -> upstreams().size() == 3);
    over.set(true);
    client.join();
    assertThat(answers).isNotEmpty().containsOnly("200 hello");
    apply("web", services.replace("replicas: 2", "replicas: 0"));
    await("nobody to ask", () -> get(front).startsWith("503"));
  }

  @Test
  void theFolderBesideTheBlueprintIsServed() throws IOException, InterruptedException {
    Installed.assume("nginx");
    Files.writeString(Files.createDirectories(data.resolve("some pages")).resolve("a.txt"), "hi");
    apply("web", "site: {template: nginx-web@^1.0, with: {folder: \"${here}/some pages\"}}\n");
    String site = endpoints("web", "site").getFirst();
    await("the page", () -> get(URI.create("http://" + site + "/a.txt")).equals("200 hi"));
  }

  @Test
  void whatPostgresqlCommittedOutlivesItsPostmaster() throws IOException, InterruptedException {
    Installed.assume("initdb", "psql", "setpriv");
    Path volume = data.resolve("nodes/n1/.volumes/db/db.0/data");
    Path begun = Files.createDirectories(volume.resolve("begun")).resolve("half");
    Files.createFile(begun);
    apply("db", "db: {template: postgresql@^1.0, with: {password: password}}\n");
    assertThat(begun).as("an initdb that was cut short").doesNotExist();
    assertThat(sql("create table words (word int)")).isEqualTo("CREATE TABLE");
    assertThat(sql("insert into words select generate_series(1, 1000)")).contains("1000");
    Path lock = volume.resolve("pgdata/postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(lock).getFirst());
    assertThat(ProcessHandle.of(postmaster).orElseThrow().destroyForcibly()).isTrue();
    await("what was written", () -> sql("select count(*) from words").equals("1000"));

    assertThat(grid.run("action", "run", "db", "db", "backup", "--wait").code()).isZero();
    try (var backups = Files.list(volume.resolve("backups"))) {
      assertThat(backups).singleElement().asString().matches(".*/app-\\d{8}T\\d{6}Z\\.dump");
    }
    assertThat(grid.run("destroy", "db", "--yes").code()).isZero();
    assertThat(lock).as("it was let down softly").doesNotExist();
  }

  private static void apply(String robot, String services) throws IOException {
    Path file = grid.blueprint(robot, services);
    Said said = grid.run("apply", file.toString(), "--yes");
    assertThat(said.code()).as(said.out() + said.err()).isZero();
  }

  /** While it takes up another configuration, workers of both serve. */
  private static boolean isSettled() {
    Path pid = data.resolve("nodes/n1/web/front.0/work/nginx.pid");
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .filter(nginx -> nginx.children().count() == 1)
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAnother(Path file, String pid) {
    try {
      return !Files.readString(file).strip().equals(pid);
    } catch (IOException _) {
      return false;
    }
  }

  private static String redis(String password, String... words) {
    List<String> ports = endpoints("cache", "cache");
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p"));
    command.add(ports.isEmpty() ? "1" : port(ports.getFirst()));
    command.addAll(List.of(words));
    return Installed.said(Map.of("REDISCLI_AUTH", password), command.toArray(String[]::new));
  }

  private static String sql(String statement) {
    List<String> ports = endpoints("db", "db");
    Map<String, String> environment = new TreeMap<>();
    environment.put("PGPASSWORD", PASSWORD);
    String port = ports.isEmpty() ? "1" : port(ports.getFirst());
    String psql = Installed.postgresql().getLast().resolve("psql").toString();
    return Installed.said(
        environment,
        psql,
        "-At",
        "-h127.0.0.1",
        "-p" + port,
        "-Upostgres",
        "-dapp",
        "-c" + statement);
  }

  private static String port(String endpoint) {
    return endpoint.substring(endpoint.lastIndexOf(':') + 1);
  }

  private static List<String> endpoints(String robot, String service) {
    List<String> all = new ArrayList<>();
    try {
      Json listing = JsonText.parse(grid.run("endpoints", robot, service, "-o", "json").out());
      for (Json port : listing.at("services").items().getFirst().at("ports").items()) {
        port.at("endpoints").items().stream()
            .map(row -> row.at("address").text() + ":" + row.at("port").text())
            .forEach(all::add);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  private static List<String> upstreams() {
    Path file = data.resolve("nodes/n1/web/front.0/work/upstream.conf");
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> line.startsWith("server "))
          .map(line -> line.split(" ", -1)[1])
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static void ask(URI front, AtomicBoolean over, List<String> answers) {
    while (!over.get()) {
      answers.add(get(front));
    }
  }

  private static String get(URI front) {
    HttpRequest request = HttpRequest.newBuilder(front).timeout(Duration.ofSeconds(10)).build();
    try {
      var answer = CLIENT.send(request, BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "none: " + e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
