package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.handle.Volumes;
import rhizome.agent.process.Proc;
import rhizome.agent.supplies.Vault;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Report;

class SuppliesTest {

  private static final String SECRET = "hunter2-of-the-test";

  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "${VAR:-x} $1" >> ${volumes.data}/lives
      exec sleep 1000000
      """;

  private static final Supplies GIVEN =
      new Supplies(
          List.of(
              new TextFile("go", "bin/go", 0755, SCRIPT),
              new TextFile("conf", "a.conf", 0644, "listen ${ports.http} $host $${ports.http};"),
              new TextFile("pass", "pass", 0600, "p ${secrets.db}")),
          List.of(new Volume("data", "var/data", 1)),
          List.of(new Secret("db", true)));

  @TempDir Path folder;
  private Path root = Path.of("/");
  private Stage stage = new Stage(root);

  @BeforeEach
  void open() throws Exception {
    root = folder.resolve("agent");
    stage = new Stage(root);
    Vault.at(stage.settings().vault()).set("db", SECRET);
  }

  @AfterEach
  void close() throws Exception {
    stage.close();
  }

  @Test
  void filesAreNewForEachProcessAndVolumesAndSecretsOutliveAllOfThem() throws Exception {
    Specs specs = program("${files.conf}");
    stage.assign(WEB, 1, specs);
    Report.Started first = stage.started(1);
    Path lives = Volumes.of(root, WEB).resolve("data/lives");
    awaitLives(lives, 1);
    Path conf = work().resolve("a.conf");
    String listens = "listen " + first.ports().get("http") + " $host ${ports.http};";
    assertThat(work().resolve("pass")).hasContent("p " + SECRET);
    Map<String, String> environment = environment((int) first.pid());
    assertThat(environment)
        .containsEntry("PW", SECRET)
        .containsEntry("RHIZOME_FILE_CONF", conf.toString())
        .containsEntry("RHIZOME_VOLUME_DATA", Volumes.of(root, WEB).resolve("data").toString());
    assertThat(Path.of(environment.get("RHIZOME_SECRET_FILE_DB"))).hasContent(SECRET);

    assertThat(conf).hasContent(listens);
    Files.writeString(conf, "altered by the program");
    Stage.kill(first.pid());
    long second = stage.started(2).pid();
    awaitLives(lives, 2);
    assertThat(conf).as("as the blueprint says, again").hasContent(listens);

    stage.leave();
    stage.agent();
    Stage.kill(second);
    stage.started(3);
    awaitLives(lives, 3);

    stage.assign(WEB, 2, specs);
    stage.await(Report.Started.class, started -> started.epoch() == 2);
    awaitLives(lives, 4);
    assertThat(lives).content().isEqualTo(("x " + conf + "\n").repeat(4));
    assertNothingButTheVaultAndItsFilesHoldsTheSecret();

    stage.agent().stop(WEB, 2);
    stage.await(Report.Stopped.class, stopped -> stopped.epoch() == 2);
    stage.leave();
    assertThat(lives).as("kept for a while").exists();
    assertThat(Volumes.of(root, WEB).resolve(".left")).exists();
    assertThat(List.of(work(), work().resolveSibling("secrets"))).noneMatch(Files::exists);
  }

  @Test
  void whatTheProgramLaidInTheWayIsNotWrittenThrough() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Specs trap =
        Specs.shell("rm -rf bin; ln -s " + outside + " bin; exec sleep 1000000")
            .given(GIVEN)
            .ports(new Port("http", Port.AUTO))
            .attempts(1);
    stage.assign(WEB, 1, trap);
    long pid = stage.started(1).pid();
    Stage.await("the trap", () -> Files.isSymbolicLink(work().resolve("bin")));
    Stage.kill(pid);
    assertThat(neverStarted())
        .contains("its file 'go' cannot be put there: ", "it is a link, and nothing is written");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aSecretThatIsNotThereIsNamedAndNothingStarts() throws Exception {
    Vault.at(stage.settings().vault()).remove("db");
    stage.assign(WEB, 1, program("x").attempts(0));
    assertThat(neverStarted())
        .isEqualTo("there is no secret 'db' on this node: `rhizome secret set db` puts it there");
    assertThat(stage.all(Report.Started.class)).isEmpty();
  }

  /** In the midst of exec a process has none, and the script ends in one. */
  private static Map<String, String> environment(int pid) {
    Stage.await("an environment", () -> !Proc.environment(pid).isEmpty());
    return Proc.environment(pid);
  }

  private Specs program(String argument) {
    return Specs.of("${files.go}", argument)
        .env("PW", "${secrets.db}")
        .given(GIVEN)
        .ports(new Port("http", Port.AUTO));
  }

  private String neverStarted() {
    Exit exit = stage.await(Report.Exhausted.class).exit();
    assertThat(exit).isInstanceOf(Exit.NeverStarted.class);
    return ((Exit.NeverStarted) exit).reason();
  }

  private Path work() {
    return root.resolve("shop/web.0/work");
  }

  private static void awaitLives(Path lives, long count) {
    Stage.await(count + " lives", () -> Stage.text(lives).lines().count() == count);
  }

  private void assertNothingButTheVaultAndItsFilesHoldsTheSecret() throws Exception {
    for (String part : List.of("shop", ".volumes", ".vault")) { // not what is being thrown away
      try (var files = Files.walk(root.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          boolean given = file.endsWith("work/pass") || file.endsWith("secrets/db");
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(text.contains(SECRET)).as(file.toString()).isEqualTo(given);
        }
      }
    }
  }
}
