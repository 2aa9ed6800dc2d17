package rhizome.runtime.checkup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was observed of a grid at one moment, unjudged.
 *
 * @param unanswered entities that were asked and did not answer in time, such as {@code robot/shop}
 * @param homeless shards of those that no member hosts, such as {@code robot 17}
 */
public record Symptoms(
    List<OfMember> members, List<String> unanswered, List<String> homeless, OfJournal journal) {

  public Symptoms {
    members = List.copyOf(members);
    unanswered = List.copyOf(unanswered);
    homeless = List.copyOf(homeless);
  }

  /**
   * One member.
   *
   * @param status as the cluster sees it: joining, weaklyup, up, leaving, exiting, down
   * @param oldest whether it is the oldest with role control, and so the host of what there is once
   * @param vitals absent when it did not answer
   * @param clockAhead milliseconds by which its clock is ahead of the asker's, half a round trip
   *     uncertain
   */
  public record OfMember(
      String address,
      List<String> roles,
      String status,
      boolean reachable,
      boolean oldest,
      Optional<Vitals> vitals,
      OptionalLong clockAhead) {

    public OfMember {
      roles = List.copyOf(roles);
    }
  }

  /**
   * A fact written and read again.
   *
   * @param millis how long that took; absent when it failed
   * @param failure why it failed
   */
  public record OfJournal(OptionalLong millis, Optional<String> failure) {}
}
