package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.tree.Problem;

class ProblemTest {

  @Test
  void theCaretStandsUnderThePlace() {
    assertThat(Reading.problems("blueprint: v1\nname: x\nservises: {a: {run: b}}\n").getLast())
        .extracting(Problem::render)
        .isEqualTo(
            """
            f.yaml:3:1: unknown key 'servises' in the blueprint
              3 | servises: {a: {run: b}}
                | ^
                = did you mean 'services'?
                = expected one of blueprint, name, services, parameters, templates, outputs\
            """);
  }

  @Test
  void tabsAndWideCharactersDoNotMoveTheCaret() {
    Problem problem = Reading.problems("{blueprint:\tv1, name: \"😀\", 'x':\t1}\n").getFirst();
    assertThat(problem.column()).isEqualTo(1);
    Problem key =
        Reading.problems("{blueprint:\tv1, name: \"😀\", services: {a: {run: b}}}").getFirst();
    assertThat(key.column()).isEqualTo(23);
    assertThat(key.caret()).isEqualTo(22);
    assertThat(key.excerpt()).startsWith("{blueprint: v1, name: \"😀\"");
  }

  @Test
  void aVeryLongLineIsShownAroundThePlace() {
    String text =
        "{blueprint: v1, name: x, services: {a: {run: b}}, y: "
            + "z".repeat(500)
            + ", odd: 1, w: "
            + "v".repeat(500)
            + "}";
    Problem problem =
        Reading.problems(text).stream()
            .filter(each -> each.message().contains("'odd'"))
            .findFirst()
            .orElseThrow();
    assertThat(problem.excerpt()).startsWith("…").endsWith("…").hasSize(102);
    assertThat(problem.excerpt().substring(problem.caret())).startsWith("odd: 1");
  }

  @Test
  void severalProblemsAreSetApart() {
    Parsed parsed = BlueprintReader.read("f.yaml", "{blueprint: v1}", "/");
    assertThat(((Parsed.Invalid) parsed).render())
        .contains("\n\nf.yaml:1:1: the blueprint has no 'services'\n")
        .endsWith("\n");
  }

  @Test
  void nobodyIsInvalidWithoutAReason() {
    assertThatThrownBy(() -> new Parsed.Invalid(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
