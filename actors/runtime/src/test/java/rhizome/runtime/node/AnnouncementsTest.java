package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Announcements.Verdict.LOST;
import static rhizome.runtime.node.Announcements.Verdict.SUSPECTED;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;
import rhizome.runtime.node.Announcements.Announcement;

class AnnouncementsTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final Instant LATER = NOW.plus(Announcements.REPEAT);
  private static final Silent A = silent("a", "boot-1");
  private static final Silent B = silent("b", "boot-1");

  private final Announcements announcements = new Announcements();

  @Test
  void whatHasToBeSaidIsSaidAtOnceAndAgainAfterEachPause() {
    announcements.add(A, SUSPECTED, NOW);
    Announcement said = new Announcement(A, SUSPECTED);
    assertThat(announcements.due(NOW)).containsExactly(said);
    assertThat(announcements.due(LATER.minusNanos(1))).as("the answer may be on its way").isEmpty();
    assertThat(announcements.due(LATER)).containsExactly(said);
    assertThat(announcements.due(LATER)).isEmpty();
    assertThat(announcements.due(LATER.plus(Announcements.REPEAT))).containsExactly(said);
  }

  @Test
  void eachIsRepeatedAtItsOwnTime() {
    Duration half = Announcements.REPEAT.dividedBy(2);
    announcements.add(A, LOST, NOW);
    assertThat(announcements.due(NOW)).hasSize(1);
    announcements.add(B, LOST, NOW.plus(half));
    assertThat(announcements.due(NOW.plus(half))).containsExactly(new Announcement(B, LOST));
    assertThat(announcements.due(LATER)).containsExactly(new Announcement(A, LOST));
    assertThat(announcements.due(LATER.plus(half))).containsExactly(new Announcement(B, LOST));
  }

  @Test
  void whoHasAnsweredIsToldNoMore() {
    announcements.add(A, SUSPECTED, NOW);
    announcements.add(B, SUSPECTED, NOW);
    assertThat(announcements.answered(new Announcement(A, SUSPECTED))).isTrue();
    assertThat(announcements.answered(new Announcement(A, SUSPECTED))).as("it is old").isFalse();
    assertThat(announcements.due(NOW)).containsExactly(new Announcement(B, SUSPECTED));
  }

  @Test
  void whoIsHeardIsToldNoMoreAndItsAnswerIsAwaitedNoMore() {
    announcements.add(A, LOST, NOW);
    announcements.add(B, LOST, NOW);
    announcements.drop(A.node());
    assertThat(announcements.due(NOW)).containsExactly(new Announcement(B, LOST));
    assertThat(announcements.answered(new Announcement(A, LOST))).isFalse();
  }

  @Test
  void theGraverWordTakesThePlaceOfTheMilderAndIsSaidAtOnce() {
    announcements.add(A, SUSPECTED, NOW);
    assertThat(announcements.due(NOW)).hasSize(1);
    Instant soon = NOW.plusMillis(1);
    announcements.add(A, LOST, soon);
    assertThat(announcements.due(soon)).containsExactly(new Announcement(A, LOST));
  }

  @Test
  void theAnswerToTheMilderWordDoesNotAnswerTheGraver() {
    announcements.add(A, SUSPECTED, NOW);
    announcements.add(A, LOST, NOW);
    assertThat(announcements.answered(new Announcement(A, SUSPECTED))).isFalse();
    assertThat(announcements.due(NOW)).containsExactly(new Announcement(A, LOST));
    assertThat(announcements.answered(new Announcement(A, LOST))).isTrue();
  }

  @Test
  void theAnswerOfAnEarlierBootDoesNotAnswerForALaterOne() {
    Silent reborn = silent("a", "boot-2");
    announcements.add(A, LOST, NOW);
    announcements.drop(A.node());
    announcements.add(reborn, LOST, NOW);
    assertThat(announcements.answered(new Announcement(A, LOST))).isFalse();
    assertThat(announcements.due(NOW)).containsExactly(new Announcement(reborn, LOST));
  }

  private static Silent silent(String name, String boot) {
    return new Silent(new NodeId(name), boot, NOW, Optional.empty(), 0, 0);
  }
}
