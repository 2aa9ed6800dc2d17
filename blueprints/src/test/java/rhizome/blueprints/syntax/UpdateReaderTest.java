package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.tree.Problem;

class UpdateReaderTest {

  @Test
  void whatIsNotSaidIsAsMostAre() {
    Service bare = service("{run: a}");
    assertThat(bare.update()).isEqualTo(Update.DEFAULT);
    assertThat(bare.budget()).isEqualTo(Budget.DEFAULT);
    assertThat(bare.isProtected()).isFalse();
    assertThat(service("{run: a, update: {}, budget: {}}")).isEqualTo(bare);
  }

  @Test
  void everythingThatIsSaidCounts() {
    Service said =
        service(
            "{run: a, update: {at-once: 2, canary: 3, healthy-for: 0s, progress-deadline: 5s,"
                + " promote: false, revert: false}, budget: {min-ready: 4}, protect: true}");
    assertThat(said.update())
        .isEqualTo(new Update(2, 3, Duration.ZERO, Duration.ofSeconds(5), false, false));
    assertThat(said.budget()).isEqualTo(new Budget(4));
    assertThat(said.isProtected()).isTrue();
  }

  @Test
  void patienceThatNothingCouldMeetIsRefused() {
    assertThat(problems("{run: a, update: {healthy-for: 1m, progress-deadline: 1m}}"))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("'progress-deadline' is 1m, not above 'healthy-for'");
    assertThat(problems("{run: a, update: {healthy-for: 1h}}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.expected()).hasValue("longer than 1h"));
  }

  @Test
  void whatCannotBeIsNoModelEither() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new Update(0, 0, second, second.plusSeconds(1), true, true))
        .hasMessageContaining("at once");
    assertThatThrownBy(() -> new Update(1, -1, second, second.plusSeconds(1), true, true))
        .hasMessageContaining("canaries");
    assertThatThrownBy(() -> new Update(1, 0, second, second, true, true))
        .hasMessageContaining("deadline");
    assertThatThrownBy(() -> new Budget(-1)).hasMessageContaining("budget");
  }

  private static Service service(String body) {
    return switch (read(body)) {
      case Parsed.Valid(var blueprint, _) -> blueprint.services().getFirst();
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }

  private static List<Problem> problems(String body) {
    return ((Parsed.Invalid) read(body)).problems();
  }

  private static Parsed read(String body) {
    String text = "{blueprint: v1, name: x, services: {s: " + body + "}}";
    return BlueprintReader.read("f.yaml", text, "/");
  }
}
