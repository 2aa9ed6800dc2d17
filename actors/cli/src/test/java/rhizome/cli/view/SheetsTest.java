package rhizome.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

class SheetsTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:10Z");

  @Test
  void aPlanShowsEachServiceWithItsReasons() throws IOException {
    assertThat(PlanSheet.lines(Recordings.json("plan"), false))
        .containsExactly(
            "shop: 2 created, 1 replaced, 1 retired, 1 kept",
            "  + create   db   2 created   new service",
            "  ~ replace  web  1 replaced  args: [a] -> [b]",
            "                              cpu: 0.1 -> 0.2",
            "  = keep     api  1 kept",
            "  - retire   old  1 retired   no longer in the blueprint",
            "shop.yaml:4:34: unwise: web: a timeout longer than the interval [slow-probe]",
            "  4 |     health: {tcp: http, timeout: 2s}",
            "    |                                  ^",
            "    = make the timeout the shorter one",
            "plan 0123abcd");
  }

  @Test
  void aPlanTellsWhatWouldNotFitAndWhatNobodyKnows() throws IOException {
    Json shortage =
        Json.object("missing", 2).with("service", "web").with("reason", "no node is online");
    Json some = Json.object("wanted", 3).with("tried", 3).with("shortages", List.of(shortage));
    Json none = Json.object("wanted", 3).with("tried", 0).with("unknown", "no answer");
    Json plan = Recordings.json("plan");

    assertThat(PlanSheet.lines(plan.with("capacity", some), false))
        .contains("would not fit: 2 of web: no node is online");
    assertThat(PlanSheet.lines(plan.with("capacity", none), false))
        .contains("unknown whether it fits: 3 workloads: no answer");
  }

  @Test
  void aPlanTellsWhenJobsAreDue() throws IOException {
    Json job = Json.object("service", "report").with("schedule", "@daily").with("timeZone", "UTC");
    Json known = job.with("next", "2026-05-05T00:00:00Z");
    assertThat(PlanSheet.lines(Recordings.json("plan").with("due", List.of(known, job)), false))
        .contains(
            "next due: report 2026-05-05T00:00:00Z (@daily, UTC)",
            "next due: report never (@daily, UTC)");
  }

  @Test
  void anEmptyPlanSaysSo() throws IOException {
    Json plan = Recordings.json("plan").with("empty", true);
    assertThat(PlanSheet.lines(plan, false).getFirst()).isEqualTo("shop: nothing to change");
  }

  @Test
  void workloadsStandInATable() throws IOException {
    assertThat(Tables.workloads(Recordings.json("workloads"), NOW, false))
        .containsExactly(
            "WORKLOAD    STATUS   NODE   PID    AGE  STARTS  PORTS",
            "shop/web#0  ready    n1    4711  9.5 s       2  admin=20001 http=20000",
            "shop/web#1  pending  -        -      -       -  -                       no node fits");
  }

  @Test
  void robotsStandInATable() throws IOException {
    assertThat(Tables.robots(Recordings.json("robots"), false))
        .containsExactly(
            "ROBOT  PHASE   READY  GENERATION  SERVICES", //
            "shop   active  no              3  db 1/1, web 1/2");
  }

  @Test
  void nodesStandInATable() throws IOException {
    assertThat(Tables.nodes(Recordings.json("nodes"), false))
        .containsExactly(
            "NODE  CONDITION  ZONE     HOST         CPU             MEMORY  WORKLOADS",
            "n1    online     default  host1  0.50 of 2  64 MiB of 7.8 GiB          1",
            "n2    offline    default  host1     0 of 2     0 B of 7.8 GiB          0"
                + "  nothing heard for 3 s",
            "n3    suspect    default  host1     0 of 2     0 B of 7.8 GiB          0"
                + "  cordoned; n3 is suspected to be gone",
            "n4    online     default  host1     0 of 2     0 B of 7.8 GiB          2"
                + "  draining, 2 left");
  }

  @Test
  void whatIsSaidOfANodeStandsBesideIt() throws IOException {
    Json nodes =
        JsonText.parse(
            "{\"nodes\":[{\"name\":\"n1\",\"admission\":\"cordoned\","
                + "\"labels\":{\"disk\":\"ssd\",\"region\":\"eu\"}}]}");
    assertThat(Tables.nodes(nodes, false).getLast()).endsWith("  disk=ssd,region=eu; cordoned");
  }

  @Test
  void emptyListingsSayWhatToDo() throws IOException {
    assertThat(Tables.robots(JsonText.parse("{\"robots\":[]}"), false).toString())
        .contains("rhizome apply");
    assertThat(Tables.nodes(JsonText.parse("{\"nodes\":[]}"), false).toString())
        .contains("rhizome node");
    assertThat(Tables.workloads(JsonText.parse("{\"workloads\":[]}"), NOW, false))
        .containsExactly("no workloads");
  }

  @Test
  void aGridThatIsNotWellSaysWhatIsWrong() throws IOException {
    assertThat(StatusSheet.lines(Recordings.json("status"), false))
        .containsExactly(
            "grid             not well, see below",
            "robots           2, 1 not ready",
            "workloads        1 parked, 3 ready",
            "nodes            6, 1 offline, 1 suspect, 1 cordoned, 2 draining",
            "zone default     cpu 0.50 of 2, memory 64 MiB of 7.8 GiB",
            "scaled shop/web  3 of 1..8",
            "FROZEN  zone default: most are silent",
            "not ready  shop (active): 3 of 4 ready as they are wanted now; shop/web#0 is starting,"
                + " on n1, not ready yet: port 80: refused",
            "needs a human  shop/web#1: moving it did not help either",
            "offline  node n2",
            "suspect  node n3",
            "cordoned  node n4",
            "draining  node n5, 2 left",
            "draining  node n6, 1 left");
  }

  @Test
  void aStoryIsToldLineByLine() throws IOException {
    Json now = Recordings.json("workloads").at("workloads").items().getFirst();
    TimelineSheet sheet = new TimelineSheet(NOW, ZoneOffset.UTC, false);
    List<String> lines = sheet.lines(Recordings.json("timeline"), Optional.of(now));
    assertThat(lines)
        .containsExactly(
            "shop/web#0  ready on n1 for 9.5 s, pid 4711, ports admin=20001 http=20000",
            "2026-05-03 23:59:59.000  to run 'web', generation 1",
            "12:00:00.000             restarted by n1 within its policy (incarnation 2)",
            "12:00:00.500             ready again, 500 ms after it broke");
    assertThat(sheet.lines(Recordings.json("timeline"), Optional.empty()).getFirst())
        .isEqualTo("shop/web#0  is gone");
  }

  @Test
  void anEventStandsOnOneLine() throws IOException {
    Json event =
        Json.object("at", "2026-05-04T12:00:01.25Z")
            .with("kind", "node")
            .with("name", "n2")
            .with("event", "lost")
            .with("sentence", "lost");
    assertThat(new TimelineSheet(NOW, ZoneOffset.UTC, false).event(event))
        .isEqualTo("12:00:01.250  node n2  lost");
    assertThat(new TimelineSheet(NOW, ZoneOffset.UTC, true).event(event)).contains("\u001b[31m");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "67108864, 64 MiB",
    "8374000000, 7.8 GiB"
  })
  void memoryIsToldInTheLargestUnitThatFits(long bytes, String text) {
    assertThat(Amounts.memory(Json.of(bytes))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "500, 0.50", "2000, 2", "1250, 1.25"})
  void cpuIsToldInCores(long millis, String text) {
    assertThat(Amounts.cores(Json.of(millis))).isEqualTo(text);
  }

  @Test
  void timesThatAreNoneDoNoHarm() {
    assertThat(Amounts.age(Json.of(null), NOW)).isEqualTo("-");
    assertThat(Amounts.age(Json.of("soon"), NOW)).isEqualTo("-");
    assertThat(Amounts.time(Json.of("soon"), NOW, ZoneOffset.UTC)).isEqualTo("soon");
  }
}
