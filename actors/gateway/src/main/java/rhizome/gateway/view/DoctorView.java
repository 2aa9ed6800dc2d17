package rhizome.gateway.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.checkup.Vitals;

/**
 * What is observed of a grid, unjudged.
 *
 * @param unanswered entities that were asked and did not answer in time
 * @param homeless shards of those that no member hosts
 */
public record DoctorView(
    List<MemberView> members, List<String> unanswered, List<String> homeless, JournalView journal) {

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
      long descriptorsMax) {}

  /** A fact written and read again. */
  public record JournalView(Optional<Long> millis, Optional<String> failure) {}

  public static DoctorView of(Symptoms symptoms) {
    return new DoctorView(
        symptoms.members().stream().map(DoctorView::member).toList(),
        symptoms.unanswered(),
        symptoms.homeless(),
        new JournalView(boxed(symptoms.journal().millis()), symptoms.journal().failure()));
  }

  private static MemberView member(Symptoms.OfMember member) {
    return new MemberView(
        member.address(),
        member.roles(),
        member.status(),
        member.reachable(),
        member.oldest(),
        boxed(member.clockAhead()),
        member.vitals().map(DoctorView::vitals));
  }

  private static VitalsView vitals(Vitals v) {
    return new VitalsView(
        v.build(),
        v.java(),
        v.folder(),
        v.diskFree(),
        v.diskTotal(),
        v.descriptorsOpen(),
        v.descriptorsMax());
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }
}
