package rhizome.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import rhizome.cli.doctor.Observed.Certificate;
import rhizome.cli.doctor.Observed.Life;
import rhizome.cli.doctor.Observed.OfAgent;
import rhizome.cli.doctor.Observed.OfMember;
import rhizome.cli.doctor.Observed.Parked;
import rhizome.cli.doctor.Observed.Vitals;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** What is read out of a gateway's answers, an older one's among them. */
class ObservedTest {

  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-06-01T00:00:00Z");
  private static final Json NOTHING = new Json.Null();

  private static final String DOCTOR =
      """
      {"at": "2026-05-04T11:59:58Z", "unanswered": ["robot shop"], "homeless": ["12"],
       "journal": {"millis": 4},
       "members": [
         {"address": "akka://a", "roles": ["control", "node"], "status": "up", "reachable": true,
          "oldest": true, "clockAheadMillis": -12, "vitals": {
            "build": "1.2", "java": "25.0.1", "folder": "/data", "diskFreeBytes": 10,
            "diskTotalBytes": 20, "descriptorsOpen": 30, "descriptorsMax": 40,
            "certificate": {"folder": "/tls", "holder": "member n1",
              "from": "2026-03-01T00:00:00Z", "until": "2026-06-01T00:00:00Z", "daysLeft": 27},
            "agents": [
              {"node": "m7", "from": "2026-03-01T00:00:00Z", "until": "2026-06-01T00:00:00Z"},
              {"node": "m8"}]}},
         {"address": "akka://b", "roles": [], "status": "down", "reachable": false}]}
      """;

  private static Observed doctor(String text) throws IOException {
    return Observed.of(JsonText.parse(text), NOTHING, NOW);
  }

  @Test
  void aMemberIsReadWithAllItSaysOfItself() throws IOException {
    Life life = new Life(FROM, UNTIL);
    Vitals vitals =
        new Vitals(
            "1.2",
            "25.0.1",
            "/data",
            10,
            20,
            30,
            40,
            Optional.of(new Certificate("/tls", "member n1", Optional.of(life), "")),
            List.of(new OfAgent("m7", life)));
    assertThat(doctor(DOCTOR).members())
        .containsExactly(
            new OfMember(
                "akka://a", List.of("control", "node"), "up", true, -12, Optional.of(vitals)),
            new OfMember("akka://b", List.of(), "down", false, 0, Optional.empty()));
  }

  @Test
  void theClockIsThatOfTheGatewayUnlessItDoesNotTell() throws IOException {
    assertThat(doctor(DOCTOR).at()).isEqualTo(Instant.parse("2026-05-04T11:59:58Z"));
    assertThat(doctor("{}").at()).isEqualTo(NOW);
  }

  @Test
  void aJournalThatFailedHasNoTimeAndOneThatWorksNoFailure() throws IOException {
    assertThat(doctor(DOCTOR).journalMillis()).isEqualTo(OptionalLong.of(4));
    assertThat(doctor(DOCTOR).journalFailure()).isEmpty();
    Observed failed = doctor("{\"journal\": {\"failure\": \"disk full\"}}");
    assertThat(failed.journalMillis()).isEmpty();
    assertThat(failed.journalFailure()).isEqualTo("disk full");
  }

  @Test
  void whoIsSilentAndWhatHasNoHomeIsRead() throws IOException {
    assertThat(doctor(DOCTOR).unanswered()).containsExactly("robot shop");
    assertThat(doctor(DOCTOR).homeless()).containsExactly("12");
  }

  @Test
  void theStatusTellsWhatNeedsAHumanAndWhichNodesAreGone() throws IOException {
    Json status =
        JsonText.parse(
            """
            {"needsHuman": [{"workload": "shop/web#0", "cause": "exit 1"}],
             "nodesOffline": ["n1"], "nodesSuspect": ["n2", "n3"]}
            """);
    Observed observed = Observed.of(JsonText.parse(DOCTOR), status, NOW);
    assertThat(observed.parked()).containsExactly(new Parked("shop/web#0", "exit 1"));
    assertThat(observed.offline()).containsExactly("n1");
    assertThat(observed.suspect()).containsExactly("n2", "n3");
  }

  @Test
  void aGridThatCannotSayHowItIsHasNothingParked() throws IOException {
    Observed observed = doctor(DOCTOR);
    assertThat(observed.parked()).isEmpty();
    assertThat(observed.offline()).isEmpty();
    assertThat(observed.suspect()).isEmpty();
  }

  @Test
  void aCertificateThatCannotBeReadHasNoLifeAndAProblem() throws IOException {
    Observed observed =
        doctor(
            """
            {"members": [{"address": "a", "vitals": {"certificate": {"folder": "/tls",
              "until": "2026-06-01T00:00:00Z", "problem": "no tls.key"}}}]}
            """);
    assertThat(observed.members().getFirst().vitals().flatMap(Vitals::certificate))
        .contains(new Certificate("/tls", "", Optional.empty(), "no tls.key"));
  }

  @Test
  void whereAllLettersArriveNothingIsToBeSeenTo() throws IOException {
    assertThat(Undelivered.judge(NOTHING)).isEmpty();
    assertThat(
            Undelivered.judge(
                JsonText.parse(
                    """
                    {"receivers": [{"name": "desk", "waiting": 3, "attempts": 0}], "dead": []}
                    """)))
        .as("letters that wait are on their way")
        .isEmpty();
  }

  @Test
  void aReceiverThatFailsIsAWarningWithItsTrouble() throws IOException {
    assertThat(
            Undelivered.judge(
                JsonText.parse(
                    """
                    {"receivers": [
                      {"name": "a", "waiting": 2, "attempts": 1, "trouble": "no route"},
                      {"name": "b", "waiting": 5, "attempts": 9, "trouble": "401"}]}
                    """)))
        .containsExactly(
            warning("receiver a", "2 letters wait for it: no route"),
            warning("receiver b", "5 letters wait for it: 401"));
  }

  private static Finding warning(String subject, String what) {
    return Finding.warning(
        subject,
        what,
        "mend that; the grid tries on, and 'rhizome notify test' shows whether it helps");
  }

  @Test
  void lettersThatNeverArrivedAreCountedOnceAndTheirReceiversNamedOnce() throws IOException {
    assertThat(
            Undelivered.judge(
                JsonText.parse(
                    """
                    {"dead": [{"receiver": "pager", "letter": 3}, {"receiver": "desk", "letter": 2},
                              {"receiver": "pager", "letter": 1}]}
                    """)))
        .containsExactly(
            Finding.warning(
                "3 letters",
                "never reached desk, pager",
                "'rhizome notify list' shows them, and why"));
  }

  @Test
  void aFindingHasAWordForHowBadItIsAndMoreToKnow() {
    Finding finding = Finding.wrong("a", "is gone", "bring it back").and("soon");
    assertThat(finding.severity().word()).isEqualTo("wrong");
    assertThat(finding.remedy()).isEqualTo("bring it back; soon");
    assertThat(Finding.warning("a", "b", "c").severity().word()).isEqualTo("warning");
  }
}
