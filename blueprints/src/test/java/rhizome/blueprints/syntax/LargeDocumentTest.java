package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

/** What is large is read with work that grows as it does: told by counts, never by a clock. */
class LargeDocumentTest {

  private static final int SERVICES = 1_000;

  @Test
  void aThousandServicesAreReadAndAlwaysTheSame() {
    Blueprint first = Reading.valid(large());
    assertThat(first.services()).hasSize(SERVICES);
    assertThat(Reading.valid(large())).isEqualTo(first);
  }

  @Test
  void theNearestWordIsSoughtOnlyForProblemsThatAreKept() {
    Problems problems = new Problems(new Source("f", "x".repeat(5_000)));
    AtomicInteger sought = new AtomicInteger();
    for (int again = 0; again < 3; again++) {
      for (int at = 0; at < 5_000; at++) {
        problems.add(
            at, "wrong", Optional.empty(), () -> Optional.of("word-" + sought.incrementAndGet()));
      }
    }
    assertThat(sought).hasValue(Problems.KEPT_MAX);
    assertThat(problems.all()).hasSize(Problems.KEPT_MAX + 1);
    assertThat(problems.all().getFirst().nearest()).hasValue("word-1");
    assertThat(problems.all().getLast().message()).contains("more than 500 problems");
  }

  @Test
  void ofManyUnknownNeedsAndPortsTheFirstAreTold() {
    StringBuilder text = new StringBuilder("blueprint: v1\nname: large\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      text.append(
          "  s%d: {run: {command: c, args: [\"${ports.p%d}\"]}, ports: {q: auto}, "
              .formatted(i, i));
      text.append("needs: [t%d]}\n".formatted(i));
    }
    List<Problem> problems = Reading.problems(text.toString());
    assertThat(problems).hasSize(Problems.KEPT_MAX + 1);
    assertThat(problems.getFirst().message()).isEqualTo("the service has no port 'p0'; it has q");
    assertThat(problems.getFirst().expected())
        .hasValue("one of ${here}, ${ports.q}, or '$${' for a literal '${'");
    assertThat(problems.getFirst().nearest()).hasValue("${ports.q}");
  }

  @Test
  void theLimitsAreThoseThatTheReaderIsGiven() {
    String text = large();
    assertThat(told(text, Limits.DEFAULT)).isEmpty();
    assertThat(told(text, new Limits(text.length(), 1_000_000))).isEmpty();
    assertThat(told(text, new Limits(text.length() - 1, 1_000_000)))
        .containsExactly("the document has " + text.length() + " characters");
    assertThat(told(text, new Limits(text.length(), 1_000)))
        .containsExactly("the document is too large once its aliases are written out");
  }

  @Test
  void aLimitAboveTheUsualOneIsHeld() {
    String text = large() + "#" + "x".repeat(Limits.DEFAULT.charactersMax());
    assertThat(told(text, Limits.DEFAULT)).hasSize(1);
    assertThat(told(text, new Limits(text.length(), 1_000_000))).isEmpty();
  }

  @Test
  void aLimitBelowOneIsRefused() {
    for (int wrong : new int[] {0, -1}) {
      assertThatThrownBy(() -> new Limits(wrong, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Limits(1, wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<String> told(String text, Limits limits) {
    return switch (BlueprintReader.read("f.yaml", text, "/here", limits)) {
      case Parsed.Valid _ -> List.of();
      case Parsed.Invalid(List<Problem> problems) ->
          new ArrayList<>(problems.stream().map(Problem::message).toList());
    };
  }

  private static String large() {
    StringBuilder text = new StringBuilder("blueprint: v1\nname: large\nservices:\n");
    for (int i = 0; i < SERVICES; i++) {
      text.append("  s").append(i).append(":\n");
      text.append("    run: {command: java, args: [-p, \"${ports.http}\"], env: {A: b}}\n");
      text.append("    replicas: 2\n    resources: {cpu: 0.5, memory: 128MiB}\n");
      text.append("    ports: {http: auto}\n    health: {http: {port: http, path: /}}\n");
      text.append("    restart: {attempts: 5, window: 1m}\n");
      text.append(i == 0 ? "" : "    needs: [s" + (i - 1) + "]\n");
    }
    return text.toString();
  }
}
