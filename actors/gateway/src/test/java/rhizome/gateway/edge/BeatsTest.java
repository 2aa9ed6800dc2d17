package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.gateway.edge.Ends.FACTS;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Facts;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.runtime.edge.AgentFrame.Beat;

class BeatsTest {

  private static final Facts MORE =
      new Facts(FACTS.zone(), FACTS.host(), new Resources(2000, 1 << 30));

  private final Beats beats = new Beats(FACTS, "boot");

  @Test
  void aSignIsToldOnceByEachLine() {
    beats.next(beat(1));
    assertThat(beats.isDue()).isTrue();
    assertThat(beats.tell()).contains(plain(1));
    assertThat(beats.isDue()).isFalse();
    assertThat(beats.tell()).isEmpty();
    beats.begin(FACTS, "boot");
    assertThat(beats.tell()).contains(plain(1));
  }

  @Test
  void whatAMajorityHasNotedIsNotToldAgain() {
    beats.next(beat(2));
    beats.tell();
    beats.noted(1);
    beats.begin(FACTS, "boot");
    assertThat(beats.tell()).as("an earlier one was noted").contains(plain(2));
    beats.noted(2);
    beats.begin(FACTS, "boot");
    assertThat(beats.tell()).isEmpty();
  }

  /** The answer to an earlier boot, whose numbers were higher, says nothing of this one. */
  @Test
  void whatWasNotToldCannotHaveBeenNoted() {
    beats.next(beat(1));
    beats.noted(7);
    assertThat(beats.tell()).contains(plain(1));
  }

  @Test
  void factsAndBootsAreToldWhenTheyChange() {
    beats.next(new Heartbeat(new NodeId("n1"), "boot.1", 1, MORE, 42));
    assertThat(beats.tell()).contains(new Beat(1, 42, 1, Optional.of("boot.1"), Optional.of(MORE)));
    beats.next(new Heartbeat(new NodeId("n1"), "boot.1", 2, MORE, 42));
    assertThat(beats.tell()).contains(new Beat(2, 42, 1, Optional.empty(), Optional.empty()));
    beats.begin(FACTS, "boot");
    assertThat(beats.turn()).isZero();
    assertThat(beats.tell())
        .as("the next gateway knows only what Hello says")
        .contains(new Beat(2, 42, 1, Optional.of("boot.1"), Optional.of(MORE)));
  }

  private static Heartbeat beat(long number) {
    return new Heartbeat(new NodeId("n1"), "boot", number, FACTS, 42);
  }

  private static Beat plain(long number) {
    return new Beat(number, 42, 0, Optional.empty(), Optional.empty());
  }
}
