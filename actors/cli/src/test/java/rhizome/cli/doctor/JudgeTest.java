package rhizome.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.doctor.Finding.Severity;
import rhizome.cli.doctor.Observed.Certificate;
import rhizome.cli.doctor.Observed.Life;
import rhizome.cli.doctor.Observed.OfMember;
import rhizome.cli.doctor.Observed.Parked;
import rhizome.cli.doctor.Observed.Vitals;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

class JudgeTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final Vitals WELL =
      new Vitals(
          "1.0",
          "25.0.3",
          "/data",
          50L << 30,
          100L << 30,
          200,
          65_536,
          Optional.empty(),
          List.of());

  @Test
  void threeMembersInGoodHealthGiveNoFinding() {
    assertThat(judge(member("a", WELL), member("b", WELL), member("c", WELL))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500, 0", "501, 1", "-500, 0", "-501, 1", "0, 0"})
  void aClockMayBeHalfASecondOff(long ahead, int findings) {
    List<Finding> found =
        judge(
            new OfMember("a", List.of("control"), "up", true, ahead, Optional.of(WELL)),
            member("b", WELL),
            member("c", WELL));
    assertThat(found).hasSize(findings);
    found.forEach(f -> assertThat(f.remedy()).contains("NTP"));
  }

  @Test
  void aClockIsToldAheadOrBehind() {
    assertThat(
            judge(
                new OfMember("a", List.of("control"), "up", true, -700, Optional.of(WELL)),
                new OfMember("b", List.of("control"), "up", true, 800, Optional.of(WELL)),
                member("c", WELL)))
        .extracting(Finding::what)
        .containsExactly(
            "its clock is 700 ms behind that of the gateway",
            "its clock is 800 ms ahead of that of the gateway");
  }

  @ParameterizedTest
  @CsvSource({"3, ", "1.9, WARNING", "0.1, WRONG"})
  void aDiskIsSeenToBeforeItIsFull(double gibibytes, Severity severity) {
    long free = (long) (gibibytes * (1L << 30));
    Vitals vitals =
        new Vitals(
            "1.0", "25.0.3", "/data", free, 100L << 30, 1, 65_536, Optional.empty(), List.of());
    List<Finding> found = judge(member("a", vitals), member("b", WELL), member("c", WELL));
    if (severity == null) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found).singleElement().extracting(Finding::severity).isEqualTo(severity);
    assertThat(found.getFirst().what()).contains("/data", "100GiB");
  }

  @Test
  void whatASystemDoesNotTellIsNotJudged() {
    Vitals silent =
        new Vitals("1.0", "25.0.3", "/data", -1, -1, -1, -1, Optional.empty(), List.of());
    assertThat(judge(member("a", silent), member("b", WELL), member("c", WELL))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"900, 1024, WRONG", "10, 1024, WARNING", "3000, 4096, ", "3500, 4096, WRONG"})
  void descriptorsAreCountedAgainstTheirLimit(long open, long max, Severity severity) {
    Vitals vitals =
        new Vitals(
            "1.0",
            "25.0.3",
            "/data",
            50L << 30,
            100L << 30,
            open,
            max,
            Optional.empty(),
            List.of());
    List<Finding> found = judge(member("a", vitals), member("b", WELL), member("c", WELL));
    assertThat(found).hasSize(severity == null ? 0 : 1);
    found.forEach(f -> assertThat(f.severity()).isEqualTo(severity));
    found.forEach(f -> assertThat(f.remedy()).contains("LimitNOFILE"));
  }

  @Test
  void membersThatDifferAreToldOnce() {
    Vitals older =
        new Vitals(
            "0.9",
            "25.0.2",
            "/data",
            50L << 30,
            100L << 30,
            200,
            65_536,
            Optional.empty(),
            List.of());
    assertThat(judge(member("a", WELL), member("b", older), member("c", older)))
        .extracting(Finding::what)
        .containsExactly("members differ: 0.9, 1.0", "members differ: 25.0.2, 25.0.3");
  }

  @Test
  void whoIsUnreachableIsWrongAndWhoJoinsIsSeenTo() {
    List<Finding> found =
        judge(
            member("a", WELL),
            new OfMember("b", List.of("control"), "joining", true, 0, Optional.of(WELL)),
            new OfMember("c", List.of("control"), "up", false, 0, Optional.empty()));
    assertThat(found).extracting(Finding::subject).containsExactly("c", "b");
    assertThat(found)
        .extracting(Finding::severity)
        .containsExactly(Severity.WRONG, Severity.WARNING);
  }

  @Test
  void whoDoesNotAnswerIsSeenTo() {
    assertThat(
            judge(
                member("a", WELL),
                member("b", WELL),
                new OfMember("c", List.of("control"), "up", true, 0, Optional.empty())))
        .extracting(Finding::what)
        .containsExactly("did not answer within 5 s");
  }

  @Test
  void twoControlMembersAreOneTooFew() {
    assertThat(judge(member("a", WELL), member("b", WELL)))
        .extracting(Finding::remedy)
        .containsExactly("join a third with --role control, unless a lease decides who stays");
    assertThat(judge(member("a", WELL))).as("one is a grid on one machine").isEmpty();
  }

  @Test
  void aSilentJournalAndASlowOneAreTold() {
    OfMember one = member("a", WELL);
    Observed silent =
        new Observed(
            NOW,
            List.of(one),
            List.of(),
            List.of(),
            OptionalLong.empty(),
            "gone",
            List.of(),
            List.of(),
            List.of());
    assertThat(Judge.judge(silent))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.severity()).isEqualTo(Severity.WRONG);
              assertThat(f.what()).contains("gone");
            });
    Observed slow =
        new Observed(
            NOW,
            List.of(one),
            List.of(),
            List.of(),
            OptionalLong.of(1_001),
            "",
            List.of(),
            List.of(),
            List.of());
    assertThat(Judge.judge(slow))
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void silentEntitiesAreToldByTheirShardWhereThatHasNoHome() {
    List<String> silent = List.of("robot/a", "robot/b", "robot/c", "robot/d", "robot/e", "robot/f");
    OptionalLong quick = OptionalLong.of(1);
    OfMember one = member("a", WELL);
    Observed unhosted = entities(one, silent, List.of("robot 17"), quick);
    assertThat(Judge.judge(unhosted))
        .extracting(Finding::subject)
        .containsExactly("shard robot 17");
    Observed hosted = entities(one, silent, List.of(), quick);
    assertThat(Judge.judge(hosted))
        .extracting(Finding::what)
        .containsExactly("do not answer: robot/a, robot/b, robot/c, robot/d, robot/e, ...");
  }

  @Test
  void lostNodesAndParkedWorkloadsAreNamedWithTheWayOn() {
    Observed observed =
        new Observed(
            NOW,
            List.of(member("a", WELL)),
            List.of(),
            List.of(),
            OptionalLong.of(1),
            "",
            List.of(new Parked("shop/web#0", "it crashed")),
            List.of("n2"),
            List.of("n3"));
    assertThat(Judge.judge(observed))
        .extracting(Finding::remedy)
        .containsExactly(
            "start its agent again, or leave it if the machine is gone for good",
            "'rhizome explain shop/web#0' tells its story; then 'rhizome retry shop/web#0'",
            "look again in a minute: by then it is online again, or offline");
  }

  @Test
  void whatTheGridAnswersIsRead() throws IOException {
    Json doctor =
        JsonText.parse(
            """
            {"at": "2026-05-04T12:00:00Z",
             "members": [{"address": "a", "roles": ["control", "gateway"], "status": "up",
              "reachable": true, "oldest": true, "clockAheadMillis": -3,
              "vitals": {"build": "1.0", "java": "25", "folder": "/d", "diskFreeBytes": 5,
                "diskTotalBytes": 6, "descriptorsOpen": 7, "descriptorsMax": 8}},
             {"address": "b", "roles": [], "status": "down", "reachable": false, "oldest": false}],
             "unanswered": ["robot/x"], "homeless": ["robot 1"], "journal": {"failure": "gone"}}
            """);
    Json status =
        JsonText.parse(
            """
            {"needsHuman": [{"workload": "w", "cause": "c"}], "nodesOffline": ["n"],
             "nodesSuspect": ["m"]}
            """);
    Vitals vitals = new Vitals("1.0", "25", "/d", 5, 6, 7, 8, Optional.empty(), List.of());
    List<String> roles = List.of("control", "gateway");
    assertThat(Observed.of(doctor, status, NOW.plusSeconds(1)))
        .isEqualTo(
            new Observed(
                NOW,
                List.of(
                    new OfMember("a", roles, "up", true, -3, Optional.of(vitals)),
                    new OfMember("b", List.of(), "down", false, 0, Optional.empty())),
                List.of("robot/x"),
                List.of("robot 1"),
                OptionalLong.empty(),
                "gone",
                List.of(new Parked("w", "c")),
                List.of("n"),
                List.of("m")));
  }

  @Test
  void theCertificateOfAMemberIsRead() throws IOException {
    Json doctor =
        JsonText.parse(
            """
            {"members": [
              {"address": "a", "vitals": {"certificate": {"folder": "/tls", "holder": "member n1",
                "from": "2026-05-01T12:00:00Z", "until": "2026-05-05T00:00:00Z", "daysLeft": 0}}},
              {"address": "b", "vitals": {"certificate": {"folder": "/tls", "problem": "empty"}}}]}
            """);
    Instant from = Instant.parse("2026-05-01T12:00:00Z");
    Life life = new Life(from, Instant.parse("2026-05-05T00:00:00Z"));
    Observed observed = Observed.of(doctor, new Json.Null(), NOW);
    assertThat(observed.members())
        .extracting(member -> member.vitals().flatMap(Vitals::certificate).orElseThrow())
        .containsExactly(
            new Certificate("/tls", "member n1", Optional.of(life), ""),
            new Certificate("/tls", "", Optional.empty(), "empty"));
    assertThat(Judge.judge(observed))
        .filteredOn(finding -> finding.what().matches(".*(certificate|credentials).*"))
        .extracting(Finding::subject)
        .as("the worst first")
        .containsExactly("b", "a");
  }

  @Test
  void anAgentWhoseCertificateEndsSoonIsNamed() throws IOException {
    Json doctor =
        JsonText.parse(
            """
            {"members": [{"address": "a", "status": "up", "reachable": true, "vitals": {
              "descriptorsMax": -1, "diskFreeBytes": -1, "agents": [
              {"node": "m7", "from": "2026-04-01T12:00:00Z", "until": "2026-05-06T12:00:00Z"},
              {"node": "m8", "from": "2026-05-01T12:00:00Z", "until": "2027-05-01T12:00:00Z"}]}}],
             "journal": {"millis": 3}}
            """);
    List<Finding> findings = Judge.judge(Observed.of(doctor, new Json.Null(), NOW));
    assertThat(findings).extracting(Finding::subject).containsExactly("node m7");
    assertThat(findings.getFirst().what())
        .startsWith("the certificate of agent m7 in its folder of credentials ends in");
    assertThat(findings.getFirst().remedy())
        .contains("--name m7 --role agent")
        .endsWith("it shows here when the agent connects again");
  }

  @Test
  void aGatewayThatDoesNotSayTheTimeIsTakenToAgree() throws IOException {
    Json older = JsonText.parse("{\"members\": [], \"journal\": {\"millis\": 3}}");
    assertThat(Observed.of(older, new Json.Null(), NOW).at()).isEqualTo(NOW);
  }

  private static OfMember member(String address, Vitals vitals) {
    return new OfMember(address, List.of("control"), "up", true, 0, Optional.of(vitals));
  }

  private static List<Finding> judge(OfMember... members) {
    return Judge.judge(
        new Observed(
            NOW,
            List.of(members),
            List.of(),
            List.of(),
            OptionalLong.of(4),
            "",
            List.of(),
            List.of(),
            List.of()));
  }

  private static Observed entities(
      OfMember one, List<String> silent, List<String> homeless, OptionalLong journal) {
    return new Observed(
        NOW, List.of(one), silent, homeless, journal, "", List.of(), List.of(), List.of());
  }
}
