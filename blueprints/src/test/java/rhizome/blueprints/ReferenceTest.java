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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.lint.Rule;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Key;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;

/** What the reference page says is what the language does. */
class ReferenceTest {

  private static final Path ROOT = Path.of(System.getProperty("rhizome.root", ".."));
  private static final Pattern FENCED = Pattern.compile("(?s)```(yaml)?\\n(.*?)```");

  private static final List<Form> OF_TEMPLATES =
      List.of(Form.TEMPLATE, Form.PARAMETER, Form.CONSUMED, Form.PARENT);

  private String page = "";
  private String templates = "";

  @BeforeEach
  void readThePage() throws IOException {
    page = Files.readString(ROOT.resolve("docs/reference/blueprint.md"));
    templates = Files.readString(ROOT.resolve("docs/reference/templates.md"));
  }

  @Test
  void theExamplesOfThePageAreValid() {
    List<String> examples =
        fenced("yaml").stream().filter(text -> text.startsWith("blueprint: v1")).toList();
    assertThat(examples).hasSizeGreaterThan(1);
    for (String text : examples) {
      assertThat(BlueprintReader.read("page", text, "/here"))
          .as(text)
          .isInstanceOf(Parsed.Valid.class);
    }
  }

  @Test
  void theErrorsOfThePageAreThoseOfTheReader() throws IOException {
    String told = Files.readString(ROOT.resolve("blueprints/src/test/resources/broken.txt"));
    for (String error : fenced(null).getFirst().split("\n\n", -1)) {
      assertThat(told).contains(error.strip());
    }
  }

  /** The words an editor shows are those of the page, and so are the defaults. */
  @Test
  void everyKeyIsOnThePageWithTheDescriptionAndTheDefaultOfTheSchema() {
    for (Form form : Form.values()) {
      boolean isTold = form != Form.TCP && form != Form.HTTP; // in the rows of the two probes
      for (String name : isTold ? form.keys() : List.<String>of()) {
        Key key = form.key(name);
        if (key.shape() instanceof Shape.Inside(Form inner) && inner == Form.RESOURCES) {
          continue; // its own keys stand there
        }
        String full = form == Form.RESOURCES ? "resources." + name : name;
        String row = "| `" + full + "` | " + key.description() + " |";
        String usual =
            key.required() ? " required |" : key.fallback().map(ReferenceTest::cell).orElse("");
        String told = OF_TEMPLATES.contains(form) ? templates : page;
        assertThat(told.lines().filter(line -> line.startsWith(row + usual)))
            .as(row + usual)
            .hasSize(1);
      }
    }
  }

  private static String cell(String value) {
    return " `" + value + "` |";
  }

  @Test
  void everyRuleIsOnThePageAndNoOther() {
    String table = page.substring(page.indexOf("| rule |"), page.indexOf("## Plans"));
    assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)`").matcher(table).results())
        .extracting(match -> match.group(1))
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::tag).toList());
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
