package rhizome.cli.demo;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rhizome.cli.demo.Chronicle.Line;
import rhizome.cli.json.Json;
import rhizome.house.Property;

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

  /** Clocks of nodes differ and stories overlap; told together they keep one order. */
  @Test
  void whateverTheStoriesTheyAreToldInOneOrderAndMeasuredWithinIt() {
    List<String> kinds = List.of("started", "restarting", "became-ready");
    Property.forAll(
        random -> {
          List<Json> timelines = new ArrayList<>();
          int later = 0;
          for (int robot = random.nextInt(4); robot >= 0; robot--) {
            Json[] entries = new Json[random.nextInt(6)];
            for (int i = 0; i < entries.length; i++) {
              int at = random.nextInt(-20, 20);
              later += at >= 0 ? 1 : 0;
              entries[i] = entry(at, kinds.get(random.nextInt(3)));
            }
            timelines.add(timeline("shop/web#" + robot, entries));
          }
          Chronicle told = Chronicle.since(CUT, timelines);
          assertThat(told.lines()).hasSize(later).isSortedAccordingTo(comparing(Line::at));
          assertThat(told.lines()).noneMatch(line -> told.after(line).isNegative());
          for (String kind : kinds) {
            assertThat(told.untilFirst(kind)).isEqualTo(measured(told, kind).findFirst());
            assertThat(told.untilLast(kind)).isEqualTo(measured(told, kind).reduce((_, b) -> b));
          }
        });
  }

  private static Stream<Duration> measured(Chronicle told, String kind) {
    return told.lines().stream().filter(line -> line.event().equals(kind)).map(told::after);
  }

  /** What happens in one instant is told in the order in which it was written down. */
  @Test
  void whatHappensAtOnceKeepsTheOrderOfItsStory() {
    Json both = timeline("shop/web#0", entry(1, "became-unready"), entry(1, "restarting"));
    assertThat(Chronicle.since(CUT, List.of(both)).lines())
        .extracting(Line::event)
        .containsExactly("became-unready", "restarting");
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
