package rhizome.agent.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.scale.Target;

/** What of Prometheus' text format is read, and what is no number at all. */
class ExpositionTest {

  private static final String TEXT =
      """
      # HELP load of this program
      # TYPE load gauge
      load{code="200",way="a, b} \\"c\\" \\\\d\\n"} 1.5 1395066363000
      load{code="500"} 2e1

      load_total 7
      inf +Inf
      odd 1.5x
      none NaN
      bare 3
      bare{ } 4
      """;

  @Test
  void allSeriesOfTheNameAreAdded() {
    assertThat(Exposition.sum(TEXT, metric("load", Map.of()))).hasValue(21.5);
    assertThat(Exposition.sum(TEXT, metric("bare", Map.of()))).hasValue(7.0);
    assertThat(Exposition.sum(TEXT, metric("load_total", Map.of()))).hasValue(7.0);
  }

  @Test
  void onlyThoseWithTheLabelsAre() {
    assertThat(Exposition.sum(TEXT, metric("load", Map.of("code", "500")))).hasValue(20.0);
    assertThat(Exposition.sum(TEXT, metric("load", Map.of("way", "a, b} \"c\" \\d\n"))))
        .hasValue(1.5);
    assertThat(Exposition.sum(TEXT, metric("load", Map.of("code", "404")))).isEmpty();
  }

  @Test
  void whatIsNotThereOrIsNoNumberMeasuresNothing() {
    assertThat(Exposition.sum(TEXT, metric("loa", Map.of()))).isEmpty();
    assertThat(Exposition.sum(TEXT, metric("odd", Map.of()))).isEmpty();
    assertThat(Exposition.sum(TEXT, metric("inf", Map.of()))).isEmpty();
    assertThat(Exposition.sum(TEXT, metric("none", Map.of()))).isEmpty();
    assertThat(Exposition.sum("<html>load 7", metric("load", Map.of()))).isEmpty();
  }

  private static Target.Metric metric(String name, Map<String, String> labels) {
    return new Target.Metric(name, "http", "/metrics", new TreeMap<>(labels), BigDecimal.TEN);
  }
}
