package rhizome.cli.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.RecordedGrid;
import rhizome.cli.json.Json;

/** History, diff and rollback against the real API, with a grid in memory behind it. */
class RollbackTest {

  private static final String SHOP =
      """
      db: {run: {command: sleep}}
      web: {run: {command: serve}, replicas: 2, needs: [db]}
      """;

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    apply(SHOP);
    apply(SHOP.replace("replicas: 2", "replicas: 3"));
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void historyListsEveryRevisionTheNewestFirst() throws IOException {
    assertThat(grid.run("destroy", "shop", "--yes").code()).isZero();
    List<String> lines = grid.run("history", "shop").lines();
    assertThat(lines.get(0)).startsWith("GENERATION  AT");
    assertThat(lines.get(1)).matches(" +3  .*  destroyed  -  +2 retire  +operator");
    assertThat(lines.get(2)).matches(" +2  .*  targeted  +[0-9a-f]{8}  1 keep, 1 scale  operator");
    assertThat(lines.get(3)).matches(" +1  .*  targeted  +[0-9a-f]{8}  2 create  +operator");
    assertThat(grid.run("history", "shop", "-o", "json").json().at("revisions").items())
        .extracting(revision -> revision.at("generation").number())
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void historyOfManyPagesIsOneListing() throws IOException {
    try (RecordedGrid recorded = new RecordedGrid(data)) {
      recorded
          .on("GET /v1/robots/shop/revisions", "{\"revisions\":[{\"generation\":2}],\"next\":2}")
          .on("GET /v1/robots/shop/revisions?before=2", "{\"revisions\":[{\"generation\":1}]}");
      assertThat(grid.run("history", "shop", "-o", "json").json().at("revisions").items())
          .extracting(revision -> revision.at("generation").number())
          .containsExactly(2L, 1L);
    }
  }

  @Test
  void diffTellsStepsWithReasonsAndEveryLineThatDiffers() throws IOException {
    Said said = grid.run("diff", "shop", "1", "2");
    assertThat(said.lines())
        .startsWith(
            "shop: generation 1 -> 2",
            "  = keep   db   1 kept",
            "  ~ scale  web  1 created, 2 kept  replicas: 2 -> 3",
            "--- generation 1",
            "+++ generation 2")
        .contains("-    replicas: 2", "+    replicas: 3");
    assertThat(grid.run("diff", "shop", "2", "1").out()).contains("replicas: 3 -> 2", "1 retired");
    Json json = grid.run("diff", "shop", "1", "1", "-o", "json").json();
    assertThat(json.at("text").items()).isEmpty();
    assertThat(json.at("steps").items()).allMatch(s -> s.at("verb").text().equals("keep"));
  }

  @Test
  void rollbackAppliesWhatWasSaidBeforeAsANewGenerationAndWaits() throws IOException {
    Said said = grid.run("rollback", "shop", "--yes");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("~ scale  web", "replicas: 3 -> 2");
    assertThat(said.err())
        .startsWith("shop goes back to what generation 1 said\n")
        .contains("shop is ready, after");
    assertThat(grid.run("get", "robots").out()).containsPattern("shop +active +yes +3 .*web 2/2");
    assertThat(grid.run("history", "shop").lines().get(1))
        .endsWith("operator, back to generation 1");
    Said again = grid.run("rollback", "shop", "--yes", "-o", "json");
    assertThat(again.json().at("generation").number()).isEqualTo(4);
    assertThat(grid.run("get", "robots").out()).as("back and forth").contains("web 3/3");
  }

  @Test
  void anyGenerationCanBeNamedAndTheOneThatRunsChangesNothing() throws IOException {
    apply("web: {run: {command: serve}}\n");
    assertThat(grid.run("rollback", "shop", "1", "--yes").out()).contains("+ create  db");
    long before = grid.world().position();
    Said same = grid.run("rollback", "shop", "4");
    assertThat(same.code()).as("nobody has to be asked").isZero();
    assertThat(same.out()).startsWith("shop: nothing to change");
    assertThat(grid.world().position()).isEqualTo(before);
  }

  @Test
  void whatWasDestroyedComesBack() {
    grid.run("destroy", "shop", "--yes");
    assertThat(grid.run("rollback", "shop", "--yes").code()).isZero();
    assertThat(grid.run("get", "robots").out()).contains("db 1/1, web 3/3");
  }

  @Test
  void nothingIsChangedBeforeSomebodySaidYes() {
    long before = grid.world().position();
    assertThat(grid.run("rollback", "shop").code()).isEqualTo(2);
    Said no = grid.run(ScriptedTerminal.person("n\n"), "rollback", "shop");
    assertThat(no.code()).isEqualTo(1);
    assertThat(no.out()).contains("replicas: 3 -> 2");
    assertThat(no.err()).contains("Apply this plan? [y/N]", "nothing was changed");
    assertThat(grid.world().position()).isEqualTo(before);
  }

  /** Between the question and the answer somebody else applies. */
  @Test
  void aWorldThatMovedMeanwhileIsLeftAsItIs() throws IOException {
    try (RecordedGrid recorded = new RecordedGrid(data)) {
      recorded
          .on(
              "GET /v1/robots/shop/revisions/1",
              "{\"generation\":1,\"what\":\"targeted\",\"text\":\"it\"}")
          .on("POST /v1/plan", "{\"robot\":\"shop\",\"hash\":\"feed\",\"steps\":[]}")
          .refuse("POST /v1/apply", 409, "plan-moved", "plan again");
      assertThat(grid.run("rollback", "shop", "1", "--yes").code()).isEqualTo(3);
      String sent = recorded.asked().getLast().body();
      assertThat(sent).contains("\"plan\":\"feed\"", "\"backTo\":1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rollback shop 9 --yes, has no generation 9: it has 1 to 4, rhizome history",
    "rollback shop 3 --yes, generation 3 took shop down, rhizome history shop",
    "rollback shep --yes, did you mean 'shop'?, rhizome get robots",
    "rollback fresh --yes, fresh never said anything else, rhizome history fresh",
    "diff shop 1 9, has no generation 9, rhizome history",
    "history shep, did you mean 'shop'?, rhizome get robots"
  })
  void whereThereIsNoWayBackTheWayOutIsNamed(String line, String why, String remedy)
      throws IOException {
    grid.run("destroy", "shop", "--yes");
    apply(SHOP);
    Path fresh = grid.blueprint("fresh", SHOP);
    assertThat(grid.run("apply", fresh.toString(), "--yes").code()).isZero();
    long before = grid.world().position();
    Said said = grid.run(line.split(" ", -1));
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains(why, remedy);
    assertThat(grid.world().position()).isEqualTo(before);
  }

  private void apply(String services) throws IOException {
    Path file = grid.blueprint("shop", services);
    Said said = grid.run("apply", file.toString(), "--yes");
    assertThat(said.code()).as(said.err()).isZero();
  }
}
