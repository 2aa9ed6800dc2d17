package rhizome.blueprints.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.dialect.Data;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.house.Property;

class DraftTest {

  private static final String ALPHABET = "ab01:# -|>'\"\\{}[],&*!%@\t\n\r\u0085\u2028é\uFEFF";

  @Test
  void dataIsReadBackAsItWas() {
    Property.forAll(
        3_000,
        random -> {
          Data data = data(random, 0);
          String text = new Draft().data(2, "x", data).text();
          assertThat(read(text))
              .as(text)
              .isEqualTo("{" + shown(new Data.Text(0, "x")) + "=" + shown(data) + "}");
        });
  }

  @Test
  void aCommentStaysOneWhateverItSays() {
    Property.forAll(
        1_000,
        random -> {
          String said = word(random) + "\nservices: {}";
          String text = new Draft().remark(0, said).line(0, "a", "1").text();
          assertThat(text.lines()).hasSize(2);
          assertThat(read(text)).isEqualTo("{a=1}");
        });
  }

  private static Data data(RandomGenerator random, int depth) {
    int kind = random.nextInt(depth > 2 ? 2 : 4);
    int size = random.nextInt(1, 4);
    return switch (kind) {
      case 0 -> new Data.Plain(0, Integer.toString(random.nextInt(100)));
      case 1 -> new Data.Text(0, word(random));
      case 2 -> {
        List<Data> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          items.add(data(random, depth + 1));
        }
        yield new Data.Many(0, items);
      }
      default -> {
        List<Data.Field> fields = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          fields.add(new Data.Field(0, i + word(random), data(random, depth + 1)));
        }
        yield new Data.Fields(0, fields);
      }
    };
  }

  private static String word(RandomGenerator random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }

  private static String read(String text) {
    Problems problems = new Problems(new Source("f", text));
    Node root = Composer.compose(problems, Limits.DEFAULT).orElse(new Node.Scalar(0, "", true));
    assertThat(problems.all()).extracting(Problem::render).as(text).isEmpty();
    return shown(root);
  }

  private static String shown(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text();
      case Node.Sequence list -> list.items().stream().map(DraftTest::shown).toList().toString();
      case Node.Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> entry.key().text() + "=" + shown(entry.value()))
              .toList()
              .toString()
              .replaceFirst("^\\[", "{")
              .replaceFirst("]$", "}");
    };
  }

  private static String shown(Data data) {
    return switch (data) {
      case Data.Nothing _ -> "";
      case Data.Plain(_, String text) -> text;
      case Data.Text(_, String text) -> text;
      case Data.Many(_, List<Data> items) -> items.stream().map(DraftTest::shown).toList() + "";
      case Data.Fields(_, List<Data.Field> fields) ->
          fields.stream()
              .map(field -> field.key() + "=" + shown(field.value()))
              .toList()
              .toString()
              .replaceFirst("^\\[", "{")
              .replaceFirst("]$", "}");
    };
  }
}
