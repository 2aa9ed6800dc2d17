package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.StartOrder;
import rhizome.blueprints.tree.Problem;
import rhizome.house.Property;

class NeedsCheckTest {

  @Test
  void aCircleIsToldAsItsPath() {
    assertThat(Reading.told(services("a: b", "b: c", "c: a")))
        .containsExactly("6:23: services need each other in a circle: a needs b needs c needs a");
  }

  @Test
  void everyCircleIsToldAndTheInnocentAreNot() {
    assertThat(Reading.told(services("a: b", "b: a", "c: d", "d: c", "e: a", "f: ")))
        .containsExactly(
            "5:23: services need each other in a circle: a needs b needs a",
            "7:23: services need each other in a circle: c needs d needs c");
  }

  @Test
  void aDiamondIsNoCircle() {
    assertThat(Reading.told(services("a: b, c", "b: d", "c: d", "d: "))).isEmpty();
  }

  @Test
  void aVeryLongCircleIsCut() {
    List<String> ring = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      ring.add("s" + i + ": s" + (i + 1) % 3_000);
    }
    assertThat(Reading.told(services(ring.toArray(String[]::new))))
        .singleElement()
        .asString()
        .endsWith("needs s9 needs … (3000 services) needs s0");
  }

  @Test
  void anUnknownNeedNamesTheNearestService() {
    Problem problem = Reading.problems(services("store: ", "api: stroe")).getFirst();
    assertThat(problem.message()).isEqualTo("'api' needs 'stroe', which is no service");
    assertThat(problem.nearest()).hasValue("store");
    assertThat(problem.expected()).hasValue("one of store, api");
  }

  @Test
  void whatPassesCanBeStartedAndWhatDoesNotCannot() {
    Property.forAll(
        random -> {
          int count = random.nextInt(2, 8);
          List<String> lines = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            List<String> needs = new ArrayList<>();
            for (int j = 0; j < count; j++) {
              if (i != j && random.nextInt(4) == 0) {
                needs.add("s" + j);
              }
            }
            lines.add("s" + i + ": " + String.join(", ", needs));
          }
          String text = services(lines.toArray(String[]::new));
          if (Reading.told(text).isEmpty()) {
            assertThat(StartOrder.of(Reading.valid(text)).flat()).hasSize(count);
          } else {
            assertThat(Reading.told(text)).allMatch(told -> told.contains("in a circle"));
          }
        });
  }

  private static String services(String... needs) {
    StringBuilder text = new StringBuilder("blueprint: v1\nname: x\nservices:\n");
    for (String need : needs) {
      int colon = need.indexOf(": ");
      text.append("  " + need.substring(0, colon) + ": {run: b, needs: [");
      text.append(need.substring(colon + 2)).append("]}\n");
    }
    return text.toString();
  }
}
