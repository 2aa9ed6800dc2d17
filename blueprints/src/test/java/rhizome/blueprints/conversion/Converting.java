package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import rhizome.blueprints.dialect.Caution;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.tree.Problem;

/** Converts texts the way tests need it. */
final class Converting {

  static final Wish COMPAT = new Wish(Mode.COMPAT, false, List.of("vm", "node", "vdc", "disk"));
  static final Wish ALL = new Wish(Mode.COMPAT, true, COMPAT.templates());
  static final Wish STRICT = new Wish(Mode.STRICT, false, COMPAT.templates());

  private Converting() {}

  /** What is written, without the first line, which names the file. */
  static String written(String text) {
    return written(text, COMPAT);
  }

  static String written(String text, Wish wish) {
    return switch (Conversion.of("f.yaml", text, wish)) {
      case Conversion.Converted converted -> {
        assertThat(converted.text()).startsWith("# Made of a");
        yield converted.text().substring(converted.text().indexOf('\n') + 1);
      }
      case Conversion.Refused refused ->
          throw new AssertionError(refused.problems().stream().map(Problem::render).toList() + "");
    };
  }

  /** {@code tag line:column message} of each warning. */
  static List<String> told(String text, Wish wish) {
    return Conversion.of("f.yaml", text, wish).cautions().stream().map(Converting::told).toList();
  }

  static List<String> told(String text) {
    return told(text, COMPAT);
  }

  static List<String> tags(String text, Wish wish) {
    return Conversion.of("f.yaml", text, wish).cautions().stream()
        .map(caution -> caution.habit().tag())
        .toList();
  }

  /** {@code line:column: message} of each problem. */
  static List<String> refusals(String text, Wish wish) {
    Stream<Problem> problems =
        switch (Conversion.of("f.yaml", text, wish)) {
          case Conversion.Converted _ -> Stream.of();
          case Conversion.Refused refused -> refused.problems().stream();
        };
    return problems.map(problem -> problem.headline().substring("f.yaml:".length())).toList();
  }

  private static String told(Caution caution) {
    return "%s %d:%d %s"
        .formatted(
            caution.habit().tag(),
            caution.spot().line(),
            caution.spot().column(),
            caution.message());
  }
}
