package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.gateway.view.DoctorView.AgentCertificateView;
import rhizome.gateway.view.DoctorView.CertificateView;
import rhizome.gateway.view.DoctorView.JournalView;
import rhizome.gateway.view.DoctorView.MemberView;
import rhizome.gateway.view.DoctorView.VitalsView;
import rhizome.runtime.checkup.AgentCertificates.Shown;
import rhizome.runtime.checkup.OwnCertificate;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.checkup.Symptoms.OfJournal;
import rhizome.runtime.checkup.Symptoms.OfMember;
import rhizome.runtime.checkup.Vitals;

class DoctorViewTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final OfJournal QUICK = new OfJournal(OptionalLong.of(3), Optional.empty());

  private static Vitals vitals(Optional<OwnCertificate> certificate, List<Shown> agents) {
    return new Vitals(0, "1.2", "25", "/data", 10, 20, 30, 40, certificate, agents);
  }

  private static OfMember member(Optional<Vitals> vitals, OptionalLong ahead) {
    return new OfMember("akka://a", List.of("control"), "up", true, true, vitals, ahead);
  }

  private static DoctorView view(OfMember... members) {
    return DoctorView.of(new Symptoms(List.of(members), List.of(), List.of(), QUICK), NOON);
  }

  private static CertificateView certificate(OwnCertificate own) {
    MemberView member =
        view(member(Optional.of(vitals(Optional.of(own), List.of())), OptionalLong.empty()))
            .members()
            .getFirst();
    return member.vitals().flatMap(VitalsView::certificate).orElseThrow();
  }

  @Test
  void whoDidNotAnswerAndWhatHasNoHomeIsTakenOver() {
    Symptoms symptoms = new Symptoms(List.of(), List.of("robot shop"), List.of("12"), QUICK);
    DoctorView view = DoctorView.of(symptoms, NOON);
    assertThat(view.at()).isEqualTo(NOON);
    assertThat(view.members()).isEmpty();
    assertThat(view.unanswered()).containsExactly("robot shop");
    assertThat(view.homeless()).containsExactly("12");
  }

  @Test
  void aJournalSaysHowLongItTookOrWhyItFailed() {
    OfJournal broken = new OfJournal(OptionalLong.empty(), Optional.of("disk full"));
    assertThat(view().journal()).isEqualTo(new JournalView(Optional.of(3L), Optional.empty()));
    Symptoms symptoms = new Symptoms(List.of(), List.of(), List.of(), broken);
    assertThat(DoctorView.of(symptoms, NOON).journal())
        .isEqualTo(new JournalView(Optional.empty(), Optional.of("disk full")));
  }

  @Test
  void aMemberThatDidNotAnswerHasNoVitals() {
    assertThat(view(member(Optional.empty(), OptionalLong.empty())).members())
        .containsExactly(
            new MemberView(
                "akka://a",
                List.of("control"),
                "up",
                true,
                true,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void theVitalsOfAMemberAreTakenOverNumberByNumber() {
    Vitals vitals = vitals(Optional.empty(), List.of());
    MemberView member = view(member(Optional.of(vitals), OptionalLong.of(-7))).members().getFirst();
    assertThat(member.clockAheadMillis()).contains(-7L);
    assertThat(member.vitals())
        .contains(
            new VitalsView("1.2", "25", "/data", 10, 20, 30, 40, Optional.empty(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "86400000, 1",
    "86399999, 0",
    "0, 0",
    "-1000, -1",
    "-86400000, -1",
    "-86401000, -2",
    "1209600000, 14"
  })
  void daysLeftAreWholeOnesAndBelowZeroOnceItHasEnded(long millis, long days) {
    long until = NOON.plusMillis(millis).toEpochMilli();
    OwnCertificate own =
        new OwnCertificate(
            "/tls", Optional.empty(), Optional.empty(), Optional.of(until), Optional.empty());
    assertThat(certificate(own).daysLeft()).contains(days);
  }

  @Test
  void aCertificateThatCanBeReadSaysWhoseItIsAndFromWhenUntilWhen() {
    Instant from = NOON.minus(Duration.ofDays(3));
    Instant until = NOON.plus(Duration.ofDays(4));
    OwnCertificate own =
        new OwnCertificate(
            "/tls",
            Optional.of("member n1"),
            Optional.of(from.toEpochMilli()),
            Optional.of(until.toEpochMilli()),
            Optional.empty());
    assertThat(certificate(own))
        .isEqualTo(
            new CertificateView(
                "/tls",
                Optional.of("member n1"),
                Optional.of(from),
                Optional.of(until),
                Optional.of(4L),
                Optional.empty()));
  }

  @Test
  void aCertificateThatCannotBeReadSaysWhy() {
    OwnCertificate own =
        new OwnCertificate(
            "/tls",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("no tls.key in /tls"));
    CertificateView view = certificate(own);
    assertThat(view.problem()).contains("no tls.key in /tls");
    assertThat(view.until()).isEmpty();
    assertThat(view.daysLeft()).isEmpty();
  }

  @Test
  void agentsShowTheirCertificatesInTheOrderTheMemberTellsThem() {
    Instant soon = NOON.plus(Duration.ofHours(36));
    Instant past = NOON.minus(Duration.ofHours(1));
    List<Shown> shown =
        List.of(
            new Shown("m2", NOON.toEpochMilli(), past.toEpochMilli()),
            new Shown("m1", NOON.toEpochMilli(), soon.toEpochMilli()));
    MemberView member =
        view(member(Optional.of(vitals(Optional.empty(), shown)), OptionalLong.empty()))
            .members()
            .getFirst();
    assertThat(member.vitals().orElseThrow().agents())
        .containsExactly(
            new AgentCertificateView("m2", NOON, past, -1),
            new AgentCertificateView("m1", NOON, soon, 1));
  }
}
