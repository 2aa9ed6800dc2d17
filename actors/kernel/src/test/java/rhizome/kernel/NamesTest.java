package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

class NamesTest {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");
  private static final String LETTERS = "az09.-_AZ/# \u00e9\0";
  private static final RobotId SHOP = new RobotId("shop");

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind("node", NodeId::new),
        kind("robot", RobotId::new),
        kind("zone", ZoneId::new),
        kind("service", name -> new WorkloadId(SHOP, name, 0)),
        kind("service", name -> new TaskId(SHOP, name, "backup")),
        kind("action", name -> new TaskId(SHOP, "db", name)));
  }

  private static Arguments kind(String kind, Function<String, Object> made) {
    return Arguments.of(kind, made);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfNameIsRefusedByItsKindAndWithTheRemedy(
      String kind, Function<String, Object> made) {
    assertThatThrownBy(() -> made.apply("Shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'Shop' is not a %s name: use 1 to 63 of a-z, 0-9, '.', '_', '-',"
                + " and begin and end with a letter or digit",
            kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindOfNameHasTheSameShortestAndLongest(String kind, Function<String, Object> made) {
    assertThat(made.apply("x").toString()).contains("x");
    String longest = "x".repeat(Names.LENGTH_MAX);
    assertThat(made.apply(longest).toString()).contains(longest);
    for (String none : new String[] {"", longest + "x"}) {
      assertThatThrownBy(() -> made.apply(none)).hasMessageContaining("not a " + kind + " name");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "a.b", "a-b", "a_b", "a..b", "1-", "-1", ".", "_a", "a.", "a b"})
  void anEdgeIsALetterOrDigit(String name) {
    if (SHAPE.matcher(name).matches()) {
      assertThatCode(() -> Names.check("node", name)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> Names.check("node", name)).hasMessageContaining("'" + name + "'");
    }
  }

  /** The shape is looked at by hand; this is the same in the words of a pattern. */
  @Test
  void theShapeIsThatOfThePattern() {
    Property.forAll(
        2_000,
        random -> {
          StringBuilder name = new StringBuilder();
          int length = random.nextInt(6);
          for (int i = 0; i < length; i++) {
            int letters = random.nextInt(4) == 0 ? LETTERS.length() : 7;
            name.append(LETTERS.charAt(random.nextInt(letters)));
          }
          assertThat(isName(name.toString()))
              .as("'%s'", name)
              .isEqualTo(SHAPE.matcher(name).matches());
        });
  }

  private static boolean isName(String name) {
    try {
      return Names.check("node", name).equals(name);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void namesAreInTheOrderOfTheirLettersAndReadAsTheyAre() {
    assertThat(Stream.of("n2", "n10", "n1").map(NodeId::new).sorted().map(NodeId::toString))
        .containsExactly("n1", "n10", "n2");
    assertThat(Stream.of("b", "a").map(RobotId::new).sorted().map(RobotId::toString))
        .containsExactly("a", "b");
    assertThat(new ZoneId("farm-1")).hasToString("farm-1");
  }
}
