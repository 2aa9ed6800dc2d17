package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class DecisionTest {

  private enum Refusal implements Decision.Reason {
    STALE
  }

  @Test
  void toAcceptNothingIsToChangeNothing() {
    assertThat(Decision.<String>accept(List.of())).isEqualTo(Decision.unchanged());
    assertThat(Decision.accept("a")).isEqualTo(Decision.accept(List.of("a")));
    assertThat(Decision.accept("a", "b")).isEqualTo(Decision.accept(List.of("a", "b")));
    assertThat(Decision.accept("a", "b")).isNotEqualTo(Decision.accept("b", "a"));
  }

  @Test
  void aRefusalIsKnownByItsName() {
    Decision<String> refused = Decision.reject(Refusal.STALE);
    assertThat(refused).isEqualTo(new Decision.Rejected<>(Refusal.STALE));
    assertThat(refused).isNotEqualTo(Decision.unchanged());
    assertThat(((Decision.Rejected<String>) refused).reason().name()).isEqualTo("STALE");
  }

  @Test
  void whatWasDecidedIsNotChangedAfterwards() {
    List<String> events = new ArrayList<>(List.of("a"));
    Decision.Accepted<String> decision = new Decision.Accepted<>(events);
    Machine.Step<Integer, String> step = new Machine.Step<>(1, events);
    events.add("b");
    assertThat(decision.events()).containsExactly("a");
    assertThat(step.outputs()).containsExactly("a");
    assertThatThrownBy(() -> decision.events().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whoeverCountsNothingIsAtGenerationNought() {
    Decider<String, String, String, String> echo = new Echo();
    assertThat(echo.generation(echo.initial())).isZero();
  }

  private static final class Echo implements Decider<String, String, String, String> {
    @Override
    public String initial() {
      return "";
    }

    @Override
    public Decision<String> decide(String state, String command) {
      return Decision.accept(command);
    }

    @Override
    public String evolve(String state, String event) {
      return state + event;
    }

    @Override
    public List<String> owes(String state) {
      return List.of();
    }
  }

  @Test
  void aBoundThatIsNoneIsRefused() {
    for (int bound : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> new Seed(1).below(bound, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("bound must be positive, not " + bound);
    }
    assertThat(new Seed(1).below(1, 0)).isZero();
  }

  /** Whoever retries by chance would else come back with everybody else. */
  @Test
  void aStreamReachesAllOfItsRangeAndForksOfItDoNotFollowEachOther() {
    Property.forAll(
        20,
        random -> {
          Seed seed = new Seed(random.nextLong());
          TreeSet<Integer> drawn = new TreeSet<>();
          TreeSet<Long> bits = new TreeSet<>();
          for (int i = 0; i < 400; i++) {
            drawn.add(seed.below(8, i));
            bits.add(seed.bits(i));
            bits.add(seed.fork("a").bits(i));
            bits.add(seed.fork("a").fork("b").bits(i));
          }
          assertThat(drawn).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
          assertThat(bits).hasSize(1200);
        });
  }

  @Test
  void aForkOfTheEmptyNameIsTheStreamItself() {
    assertThat(new Seed(7).fork("")).isEqualTo(new Seed(7));
    assertThat(new Seed(7).fork("ab")).isEqualTo(new Seed(7).fork("a").fork("b"));
  }
}
