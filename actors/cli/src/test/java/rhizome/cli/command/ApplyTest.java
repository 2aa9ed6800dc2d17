package rhizome.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.json.Json;

/** Plan and apply against the real API, with a grid in memory behind it. */
class ApplyTest {

  private static final String SHOP =
      """
      db: {run: {command: sleep}}
      web: {run: {command: serve}, replicas: 2, needs: [db]}
      """;

  @TempDir private Path data;
  private LoopbackGrid grid;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    file = grid.blueprint("shop", SHOP);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aPlanChangesNothingAndApplyingItMakesItSo() {
    long before = grid.world().position();
    Said planned = grid.run("plan", file.toString());
    assertThat(planned.out()).startsWith("shop: 3 created\n").contains("+ create  db", "  web");
    assertThat(grid.world().position()).isEqualTo(before);

    Said applied = grid.run("apply", file.toString(), "--yes");
    assertThat(applied.code()).as(applied.err()).isZero();
    assertThat(applied.out()).as("what was shown is what was planned").isEqualTo(planned.out());
    assertThat(applied.err()).contains("shop is ready, after");
    assertThat(grid.run("get", "workloads").lines()).hasSize(4);
    assertThat(grid.run("plan", file.toString()).out()).startsWith("shop: nothing to change\n");
  }

  @Test
  void appliedAgainNothingHappensAndNobodyIsAsked() {
    grid.run("apply", file.toString(), "--yes");
    long before = grid.world().position();
    Said again = grid.run(ScriptedTerminal.person(""), "apply", file.toString());
    assertThat(again.code()).isZero();
    assertThat(again.err()).doesNotContain("[y/N]");
    assertThat(grid.world().position()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n\n", "maybe\n", "yep\n"})
  void anythingButYesLeavesTheGridAsItWas(String answer) {
    long before = grid.world().position();
    Said said = grid.run(ScriptedTerminal.person(answer), "apply", file.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("Apply this plan? [y/N]", "nothing was changed");
    assertThat(grid.world().position()).isEqualTo(before);
  }

  /** Whoever is asked has seen what about, also where the answer itself is for a machine. */
  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "yaml"})
  void nobodyIsAskedAboutAPlanThatWasNotShown(String form) {
    Said said = grid.run(ScriptedTerminal.person("n\n"), "apply", file.toString(), "-o", form);
    String shown = form.equals("table") ? said.out() : said.err();
    assertThat(shown).contains("shop: 3 created", "+ create  db");
    assertThat(form.equals("table") || said.out().isEmpty()).as(said.out()).isTrue();
  }

  @Test
  void aPlanThatWasConfirmedByItsHashIsAppliedUnasked() throws IOException {
    String hash = plan().at("hash").text();
    Said said = grid.run("apply", file.toString(), "--plan", hash);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("shop: 3 created").endsWith("plan " + hash + "\n");
  }

  @Test
  void aPlanThatSomebodyElseOvertookIsRefusedAndTheirsStands() throws IOException {
    String stale = plan().at("hash").text();
    Path theirs = grid.blueprint("shop", SHOP.replace("replicas: 2", "replicas: 1"));
    grid.run("apply", theirs.toString(), "--yes");
    long before = grid.world().position();
    file = grid.blueprint("shop", SHOP);

    Said said = grid.run("apply", file.toString(), "--plan", stale);
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("look at 'rhizome plan' again, then apply");
    assertThat(grid.world().position()).isEqualTo(before);
    assertThat(grid.run("get", "robots").out()).contains("web 1/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "feed", "not a hash"})
  void aHashOfNoPlanIsRefused(String hash) {
    Said said = grid.run("apply", file.toString(), "--plan", hash);
    assertThat(said.code()).isEqualTo(3);
    assertThat(grid.run("get", "robots", "-o", "json").out()).doesNotContain("shop");
  }

  @Test
  void anEditedFileIsNotWhatWasConfirmed() throws IOException {
    String hash = plan().at("hash").text();
    Files.writeString(file, Files.readString(file).replace("replicas: 2", "replicas: 20"));
    assertThat(grid.run("apply", file.toString(), "--plan", hash).code()).isEqualTo(3);
    assertThat(grid.run("get", "robots", "-o", "json").out()).doesNotContain("shop");
  }

  @Test
  void waitingEndsInTimeAndTheGridGoesOnByItself() throws IOException {
    Path slow = grid.blueprint("slow", "it: {run: slow, replicas: 2}\n");
    Said said = grid.run("apply", slow.toString(), "--yes", "--timeout", "50ms");
    assertThat(said.code()).isEqualTo(5);
    assertThat(said.err())
        .contains("slow is not there after 50 ms: 0 of 2 ready", "the grid goes on by itself");
    grid.world().ready("slow/it#0");
    grid.world().ready("slow/it#1");
    assertThat(grid.run("apply", slow.toString()).err()).contains("slow is ready, after");
  }

  @Test
  void whoDoesNotWaitIsAnsweredWithHowItIsNow() throws IOException {
    Path slow = grid.blueprint("slow", "it: {run: slow}\n");
    Said said = grid.run("apply", slow.toString(), "--yes", "--no-wait", "-o", "json");
    Json answer = said.json();
    assertThat(said.code()).isZero();
    assertThat(answer.at("generation").number()).isEqualTo(1);
    assertThat(answer.at("plan").at("steps").items()).hasSize(1);
    assertThat(answer.at("state").at("ready").isTrue()).isFalse();
    assertThat(said.err()).isEmpty();
  }

  /** A service is taken up only once what it needs is ready; the wait sees it through. */
  @Test
  void whatNeedsSomethingThatIsNotReadyIsNotReadyEither() throws IOException {
    Path chain = grid.blueprint("chain", "a: {run: slow}\nb: {run: serve, needs: [a]}\n");
    Said early = grid.run("apply", chain.toString(), "--yes", "--timeout", "50ms");
    assertThat(early.code()).isEqualTo(5);
    assertThat(early.err()).contains("  a 0/1\n  b 0/1\n", "0 of 2 ready");
    grid.world().ready("chain/a#0");
    assertThat(grid.run("apply", chain.toString()).code()).isZero();
  }

  @Test
  void aBlueprintFromAPipeIsTheSameAsFromAFileButNeedsConsentInAdvance() throws IOException {
    ScriptedTerminal pipe = ScriptedTerminal.pipe(Files.readString(file));
    Said planned = grid.run(pipe, "plan", "-");
    assertThat(planned.out()).isEqualTo(grid.run("plan", file.toString()).out());
    assertThat(grid.run(pipe, "apply", "-").code()).isEqualTo(2);
    assertThat(grid.run(pipe, "apply", "-", "--yes").code()).isZero();
    Said broken = grid.run(ScriptedTerminal.pipe("blueprint: v2\n"), "apply", "-", "--yes");
    assertThat(broken.code()).isEqualTo(3);
    assertThat(broken.err()).startsWith("rhizome: stdin:");
  }

  @Test
  void aFolderInABlueprintIsTheOneItsFileLiesIn() throws IOException {
    Path inner = Files.createDirectories(data.resolve("inner"));
    Path site =
        Files.writeString(
            inner.resolve("site.yaml"),
            """
            blueprint: v1
            name: site
            services:
              web: {run: {command: serve, args: ["${here}/pages"]}}
            """);
    grid.run("apply", site.toString(), "--yes");
    Files.writeString(site, Files.readString(site).replace("pages", "leaves"));
    assertThat(grid.run("plan", site.toString()).out())
        .contains("[%s/pages] -> [%s/leaves]".formatted(inner, inner));
  }

  @Test
  void aGridThatFailsIsAFailureOfTheGridAndNotOfTheCommandLine() {
    grid.world().breakWith(new IllegalStateException("the cellar is flooded"));
    Said said = grid.run("apply", file.toString(), "--yes");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).startsWith("rhizome: ").doesNotContain("flooded", "\tat ");
    assertThat(said.out()).isEmpty();
  }

  /** What a stranger wrote into a blueprint cannot paint, ring or move the cursor. */
  @Test
  void controlCharactersOfABlueprintAreShownAndNotObeyed() throws IOException {
    Path evil =
        grid.blueprint("evil", "it: {run: {command: serve, args: [\"\\e[2J\\a\", \"a\\nb\"]}}\n");
    grid.run("apply", evil.toString(), "--yes");
    evil = grid.blueprint("evil", "it: {run: {command: serve, args: [\"\\e]0;x\\a\"]}}\n");
    Said said = grid.run("plan", evil.toString());
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("args:").doesNotContain("\u001b", "\u0007");
    assertThat(said.lines()).hasSize(3);
  }

  private Json plan() throws IOException {
    return grid.run("plan", file.toString(), "-o", "json").json();
  }
}
