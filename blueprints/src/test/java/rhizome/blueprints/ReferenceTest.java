package rhizome.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.lint.Rule;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;

/** What the reference page says is what the language does. */
class ReferenceTest {

  private static final Path ROOT = Path.of(System.getProperty("rhizome.root", ".."));
  private static final Pattern FENCED = Pattern.compile("(?s)```(yaml)?\\n(.*?)```");

  private String page = "";

  @BeforeEach
  void readThePage() throws IOException {
    page = Files.readString(ROOT.resolve("docs/reference/blueprint.md"));
  }

  @Test
  void theExampleOfThePageIsValid() {
    assertThat(BlueprintReader.read("page", fenced("yaml").getFirst(), "/here"))
        .isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void theErrorsOfThePageAreThoseOfTheReader() throws IOException {
    String told = Files.readString(ROOT.resolve("blueprints/src/test/resources/broken.txt"));
    for (String error : fenced(null).getFirst().split("\n\n", -1)) {
      assertThat(told).contains(error.strip());
    }
  }

  @Test
  void everyKeyTheReaderKnowsIsOnThePage() {
    String body =
        "{run: {zzzzzzzz: 1}, zzzzzzzz: 1, resources: {zzzzzzzz: 1}, restart: {zzzzzzzz: 1},"
            + " health: {zzzzzzzz: 1}}";
    String text = "{blueprint: v1, name: x, zzzzzzzz: 1, services: {s: " + body + "}}";
    Parsed parsed = BlueprintReader.read("f", text, "/");
    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    List<String> known =
        ((Parsed.Invalid) parsed)
            .problems().stream()
                .filter(problem -> problem.message().contains("unknown key"))
                .map(problem -> problem.expected().orElseThrow())
                .flatMap(list -> Stream.of(list.replace("one of ", "").split(", ", -1)))
                .distinct()
                .toList();
    assertThat(known).contains("name", "needs", "workdir", "memory", "successes", "max-backoff");
    for (String key : known) {
      assertThat(page).containsPattern("\\| `(resources\\.)?" + key + "[`.]");
    }
  }

  @Test
  void everyRuleIsOnThePageAndNoOther() {
    String table = page.substring(page.indexOf("| rule |"), page.indexOf("## Plans"));
    assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)`").matcher(table).results())
        .extracting(match -> match.group(1))
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::tag).toList());
  }

  @Test
  void theDefaultsOnThePageAreThoseOfTheModel() {
    defaults("resources.cpu", Quantity.writeCpu(Resources.DEFAULT.cpuMillis()));
    defaults("resources.memory", Quantity.writeMemory(Resources.DEFAULT.memoryBytes()));
    defaults("grace", Quantity.write(Run.GRACE_DEFAULT));
    defaults("interval", Quantity.write(Health.DEFAULT.interval()));
    defaults("timeout", Quantity.write(Health.DEFAULT.timeout()));
    defaults("failures", Integer.toString(Health.DEFAULT.failures()));
    defaults("successes", Integer.toString(Health.DEFAULT.successes()));
    defaults("start", Quantity.write(Health.DEFAULT.start()));
    defaults("attempts", Integer.toString(Restart.DEFAULT.attempts()));
    defaults("window", Quantity.write(Restart.DEFAULT.window()));
    defaults("backoff", Quantity.write(Restart.DEFAULT.backoff()));
    defaults("max-backoff", Quantity.write(Restart.DEFAULT.backoffMax()));
    defaults("healthy-after", Quantity.write(Restart.DEFAULT.healthyAfter()));
  }

  private void defaults(String key, String value) {
    assertThat(page.lines().filter(line -> line.startsWith("| `" + key + "` |")))
        .singleElement()
        .asString()
        .endsWith("| `" + value + "` |");
  }

  private List<String> fenced(@Nullable String language) {
    return FENCED
        .matcher(page)
        .results()
        .filter(match -> Objects.equals(match.group(1), language))
        .map((MatchResult match) -> match.group(2))
        .toList();
  }
}
