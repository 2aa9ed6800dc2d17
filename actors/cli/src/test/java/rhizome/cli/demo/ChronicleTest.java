package rhizome.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;

class ChronicleTest {

  private static final Instant CUT = Instant.parse("2026-05-04T12:00:00Z");

  private final Chronicle chronicle =
      Chronicle.since(
          CUT,
          List.of(
              timeline("shop/web#0", entry(-5, "started"), entry(9, "became-ready")),
              timeline("shop/db#0", entry(3, "started"), entry(4, "became-ready"))));

  @Test
  void storiesAreToldTogetherFromTheMomentOnInTheOrderOfTime() {
    assertThat(chronicle.lines())
        .extracting(Chronicle.Line::workload)
        .containsExactly("shop/db#0", "shop/db#0", "shop/web#0");
    assertThat(chronicle.after(chronicle.lines().getFirst())).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void firstAndLastOfAKindAreMeasured() {
    assertThat(chronicle.untilFirst("became-ready")).contains(Duration.ofSeconds(4));
    assertThat(chronicle.untilLast("became-ready")).contains(Duration.ofSeconds(9));
    assertThat(chronicle.untilFirst("parked")).isEmpty();
    assertThat(chronicle.untilLast("parked")).isEmpty();
  }

  private static Json timeline(String workload, Json... entries) {
    return Json.object("workload", workload).with("entries", List.of(entries));
  }

  private static Json entry(long seconds, String event) {
    return Json.object("at", CUT.plusSeconds(seconds).toString())
        .with("event", event)
        .with("sentence", event)
        .with("incarnation", 1);
  }
}
