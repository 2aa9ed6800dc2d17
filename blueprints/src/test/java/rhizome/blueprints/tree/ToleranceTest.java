package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToleranceTest {

  private final List<String> taken = new ArrayList<>();

  @Test
  void theLastOfTwoKeysCounts() {
    assertThat(read("{a: 1, b: 2, a: 3}")).isEqualTo("{a=3, b=2}");
    assertThat(taken).containsExactly("DUPLICATE_KEY at 13: the key 'a' is already on line 1");
  }

  @Test
  void aMergeBringsInWhatIsNotWrittenOutWhereverItStands() {
    assertThat(read("{x: &x {a: 1, b: 2}, y: {a: 0, <<: *x}, z: {<<: *x, b: 3}}"))
        .isEqualTo("{x={a=1, b=2}, y={a=0, b=2}, z={b=3, a=1}}");
    assertThat(taken)
        .containsExactly(
            "MERGE_KEY at 31: '<<' merges are not part of YAML 1.2",
            "MERGE_KEY at 44: '<<' merges are not part of YAML 1.2");
  }

  @Test
  void theFirstOfSeveralMergedWins() {
    assertThat(read("{x: &x {a: 1}, y: &y {a: 2, b: 2}, z: {<<: [*x, *y]}}"))
        .endsWith("z={a=1, b=2}}");
  }

  @Test
  void aMergeOfNoMappingIsRefused() {
    Problems problems = problems("{a: {<<: 1}}");
    assertThat(problems.all())
        .extracting(Problem::headline)
        .containsExactly("f:1:6: '<<' names the value '1'");
  }

  @Test
  void aKnownTagSaysNothingNewAndAnotherIsRefused() {
    assertThat(read("{a: !!str 5, b: !!int 5}")).isEqualTo("{a='5', b=5}");
    assertThat(taken).hasSize(2).allMatch(said -> said.startsWith("TAG at "));
    assertThat(problems("a: !!python/object:os.system x").all()).hasSize(1);
    assertThat(problems("a: !mine x").all()).hasSize(1);
  }

  @Test
  void whatBreaksTheTextBreaksItStill() {
    assertThat(problems("a: [1").all()).isNotEmpty();
    assertThat(problems("a: 1\n---\nb: 2\n").all()).hasSize(1);
    assertThat(problems("{[a]: 1}").all()).hasSize(1);
  }

  @Test
  void withoutToleranceAllOfThisIsRefused() {
    Problems problems = new Problems(new Source("f", "{a: 1, a: 2, <<: {b: 1}, c: !!str 1}"));
    assertThat(Composer.compose(problems, Limits.DEFAULT)).isPresent();
    assertThat(problems.all()).hasSize(3);
  }

  private String read(String text) {
    Problems problems = new Problems(new Source("f", text));
    Optional<Node> root = compose(problems);
    assertThat(problems.all()).isEmpty();
    return shown(root.orElseThrow());
  }

  private Problems problems(String text) {
    Problems problems = new Problems(new Source("f", text));
    assertThat(compose(problems)).isNotNull();
    return problems;
  }

  private Optional<Node> compose(Problems problems) {
    return Composer.compose(
        problems,
        Limits.DEFAULT,
        (oddity, at, message) -> taken.add(oddity + " at " + at + ": " + message));
  }

  private static String shown(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.plain() ? scalar.text() : "'" + scalar.text() + "'";
      case Node.Sequence list -> list.items().stream().map(ToleranceTest::shown).toList() + "";
      case Node.Mapping mapping ->
          String.join(
              "",
              "{",
              String.join(
                  ", ",
                  mapping.entries().stream()
                      .map(entry -> entry.key().text() + "=" + shown(entry.value()))
                      .toList()),
              "}");
    };
  }
}
