package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.blueprints.syntax.Reading.refusals;
import static rhizome.blueprints.syntax.Reading.service;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.plan.Step;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;
import rhizome.blueprints.text.BlueprintWriter;

class ScaleReaderTest {

  private static final String WEB = "{run: a, replicas: {min: 1, max: %d}, scale: {%s}}";

  @Test
  void aRangeIsReadWithItsTargetsAndPaces() {
    Service web =
        service(
            "{run: a, ports: {http: auto}, replicas: {min: 2, max: 8}, scale: {targets:"
                + " [{cpu: 60%}, {memory: 70%}, {metric: {name: load, port: http, path: /m,"
                + " labels: {code: 200}, per-replica: 2.50}}], up: {count: 1, every: 1m},"
                + " down: {window: 1m, share: 0%}}}");
    Target.Metric metric =
        new Target.Metric(
            "load", "http", "/m", new TreeMap<>(Map.of("code", "200")), new BigDecimal("2.5"));
    assertThat(web.scale())
        .hasValue(
            new Scale(
                2,
                8,
                List.of(new Target.Cpu(60), new Target.Memory(70), metric),
                new Pace(Duration.ZERO, 100, 1, Duration.ofMinutes(1)),
                new Pace(Duration.ofMinutes(1), 0, 1, Duration.ofSeconds(15))));
    assertThat(web.replicas()).isEqualTo(2);
  }

  @Test
  void whatMayBeNothingBeginsWithOneAndIsWrittenAsItWasRead() {
    Service web = service("{run: a, replicas: {min: 0, max: 3}, scale: {}}");
    assertThat(web.replicas()).isEqualTo(1);
    assertThat(web.fewest()).isZero();
    String text = BlueprintWriter.write(new Blueprint("x", List.of(web.scaledTo(3))));
    assertThat(text)
        .contains("    replicas: {min: 0, max: 3}\n")
        .contains("    scale: {targets: [], up: {window: 0s, share: 100%, count: 4, every: 15s},");
  }

  @Test
  void aRangeAndWhatItFollowsBelongTogether() {
    assertThat(refusals("{run: a, replicas: {max: 3}}"))
        .containsExactly("'replicas' is a range, and nothing says what it follows");
    assertThat(refusals("{run: a, replicas: 3, scale: {}}"))
        .containsExactly("'scale' beside a fixed number of replicas");
    assertThat(refusals("{run: a, scale: {}}"))
        .containsExactly("'scale' beside a fixed number of replicas");
    assertThat(refusals("{run: a, job: {}, replicas: {max: 3}, scale: {}}"))
        .containsExactly("a job is not scaled");
  }

  @Test
  void whatCannotBeIsRefusedWithItsReason() {
    assertThat(refusals("{run: a, replicas: {min: 4, max: 3}, scale: {}}"))
        .containsExactly("'max' is 3, below 'min'");
    assertThat(refusals(WEB.formatted(3, "targets: [{}]")))
        .containsExactly("the target has no number");
    assertThat(refusals(WEB.formatted(3, "targets: [{cpu: 1%, memory: 1%}]")))
        .containsExactly("one target with two");
    assertThat(refusals(WEB.formatted(3, "targets: [{cpu: 60}]")))
        .containsExactly("'cpu' is not the value '60'");
    assertThat(refusals(WEB.formatted(3, "down: {share: 0%, count: 0}")))
        .containsExactly("it may never scale down");
    assertThat(
            refusals(WEB.formatted(3, "targets: [{metric: {name: a, port: p, per-replica: 0}}]")))
        .containsExactly(
            "the metric is asked at port 'p', which is not declared",
            "'per-replica' is not the value '0'");
    assertThat(
            refusals(
                "{run: a, resources: {cpu: 0}, replicas: {max: 3},"
                    + " scale: {targets: [{cpu: 1%}]}}"))
        .containsExactly("a share of cpu, of which the service asks for nothing");
  }

  @Test
  void aPlanKeepsWhatWasScaledAndIsTheSameHoweverMuchWas() {
    Service wide = service(WEB.formatted(8, ""));
    Blueprint next = new Blueprint("x", List.of(service(WEB.formatted(4, ""))));
    Blueprint three = new Blueprint("x", List.of(wide.scaledTo(3)));
    Blueprint eight = new Blueprint("x", List.of(wide.scaledTo(8)));
    assertThat(Plan.between(Optional.of(three), three.unscaled()).isEmpty()).isTrue();
    assertThat(Plan.between(Optional.of(three), next).steps())
        .singleElement()
        .isInstanceOf(Step.Update.class)
        .extracting(step -> step.reasons().getFirst())
        .isEqualTo("replicas: 1..8, now 3 -> 1..4, now 3");
    Plan fewer = Plan.between(Optional.of(eight), next);
    assertThat(fewer.steps()).singleElement().isInstanceOf(Step.Scale.class);
    assertThat(fewer.counts().retired()).isEqualTo(4);
    assertThat(fewer.hash(1)).isEqualTo(Plan.between(Optional.of(three), next).hash(1));
  }

  @Test
  void whatIsScaledForTheFirstTimeKeepsWhatThereIsAsFarAsItMay() {
    Blueprint five = new Blueprint("x", List.of(service("{run: a, replicas: 5}")));
    Blueprint wide = new Blueprint("x", List.of(service(WEB.formatted(8, ""))));
    Blueprint narrow = new Blueprint("x", List.of(service(WEB.formatted(4, ""))));
    assertThat(wide.scaledAs(five).services().getFirst().replicas()).isEqualTo(5);
    assertThat(narrow.scaledAs(five).services().getFirst().replicas()).isEqualTo(4);
    assertThat(five.scaledAs(wide)).isSameAs(five);
  }
}
