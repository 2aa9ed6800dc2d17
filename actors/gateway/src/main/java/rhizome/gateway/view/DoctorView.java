package rhizome.gateway.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.checkup.OwnCertificate;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.checkup.Vitals;

/**
 * What is observed of a grid, unjudged.
 *
 * @param at when, by the clock of the gateway
 * @param unanswered entities that were asked and did not answer in time
 * @param homeless shards of those that no member hosts
 */
public record DoctorView(
    Instant at,
    List<MemberView> members,
    List<String> unanswered,
    List<String> homeless,
    JournalView journal) {

  private static final long DAY = Duration.ofDays(1).toSeconds();

  public DoctorView {
    members = List.copyOf(members);
    unanswered = List.copyOf(unanswered);
    homeless = List.copyOf(homeless);
  }

  /**
   * One member of the cluster.
   *
   * @param oldest whether it hosts what there is once
   * @param clockAheadMillis against the gateway that was asked
   */
  public record MemberView(
      String address,
      List<String> roles,
      String status,
      boolean reachable,
      boolean oldest,
      Optional<Long> clockAheadMillis,
      Optional<VitalsView> vitals) {

    public MemberView {
      roles = List.copyOf(roles);
    }
  }

  /** What a member says of itself; -1 stands for what its system does not tell. */
  public record VitalsView(
      String build,
      String java,
      String folder,
      long diskFreeBytes,
      long diskTotalBytes,
      long descriptorsOpen,
      long descriptorsMax,
      Optional<CertificateView> certificate,
      List<AgentCertificateView> agents) {

    public VitalsView {
      agents = List.copyOf(agents);
    }
  }

  /**
   * By what an agent that is no member has opened its connection; it may have a newer one by now.
   *
   * @param daysLeft whole ones at {@code at}; negative once it has ended
   */
  public record AgentCertificateView(String node, Instant from, Instant until, long daysLeft) {}

  /**
   * What a member proves itself with, as its files say it now.
   *
   * @param holder such as {@code member n1}
   * @param daysLeft whole ones at {@code at}; negative once it has ended
   * @param problem why nobody could start with these files
   */
  public record CertificateView(
      String folder,
      Optional<String> holder,
      Optional<Instant> from,
      Optional<Instant> until,
      Optional<Long> daysLeft,
      Optional<String> problem) {}

  /** A fact written and read again. */
  public record JournalView(Optional<Long> millis, Optional<String> failure) {}

  public static DoctorView of(Symptoms symptoms, Instant at) {
    return new DoctorView(
        at,
        symptoms.members().stream().map(member -> member(member, at)).toList(),
        symptoms.unanswered(),
        symptoms.homeless(),
        new JournalView(boxed(symptoms.journal().millis()), symptoms.journal().failure()));
  }

  private static MemberView member(Symptoms.OfMember member, Instant at) {
    return new MemberView(
        member.address(),
        member.roles(),
        member.status(),
        member.reachable(),
        member.oldest(),
        boxed(member.clockAhead()),
        member.vitals().map(vitals -> vitals(vitals, at)));
  }

  private static VitalsView vitals(Vitals v, Instant at) {
    return new VitalsView(
        v.build(),
        v.java(),
        v.folder(),
        v.diskFree(),
        v.diskTotal(),
        v.descriptorsOpen(),
        v.descriptorsMax(),
        v.certificate().map(certificate -> certificate(certificate, at)),
        v.agents().stream().map(shown -> certificate(shown, at)).toList());
  }

  private static AgentCertificateView certificate(AgentCertificates.Shown shown, Instant at) {
    Instant until = Instant.ofEpochMilli(shown.until());
    return new AgentCertificateView(
        shown.node(), Instant.ofEpochMilli(shown.from()), until, daysLeft(until, at));
  }

  private static CertificateView certificate(OwnCertificate own, Instant at) {
    Optional<Instant> until = own.until().map(Instant::ofEpochMilli);
    return new CertificateView(
        own.folder(),
        own.holder(),
        own.from().map(Instant::ofEpochMilli),
        until,
        until.map(end -> daysLeft(end, at)),
        own.problem());
  }

  private static long daysLeft(Instant until, Instant at) {
    return Math.floorDiv(Duration.between(at, until).toSeconds(), DAY);
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }
}
