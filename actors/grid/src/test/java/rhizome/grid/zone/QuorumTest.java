package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.house.Property;

class QuorumTest {

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "2,2", "3,2", "4,3", "5,3", "6,4", "7,4"})
  void moreThanHalfDecide(int voters, int majority) {
    assertThat(of(voters).majority()).isEqualTo(majority);
  }

  @Test
  void ofNobodyThereIsNoMajority() {
    assertThat(Quorum.NOBODY.agreed(answers("a", 1))).isEmpty();
  }

  @Test
  void aMajorityAgreesOnWhatEachOfItHasAtLeast() {
    Quorum three = Quorum.of(List.of("a", "b", "c"));
    assertThat(three.agreed(answers("a", 9))).as("one of three").isEmpty();
    assertThat(three.agreed(answers("a", 9, "b", 1))).contains(1);
    assertThat(three.agreed(answers("a", 9, "b", 1, "c", 5))).contains(5);
    assertThat(three.agreed(answers("a", 9, "x", 9, "y", 9))).as("strangers").isEmpty();
  }

  /** Found by a benchmark on a busy machine: each side had lost the others one after the other. */
  @Test
  void whoIsLeftOfThreeDecidesNothingAlone() {
    Quorum left = Quorum.of(List.of("c"), 2);
    assertThat(left.agreed(answers("c", 9))).isEmpty();
    assertThat(Quorum.of(List.of("a", "c"), 2).agreed(answers("a", 5, "c", 9))).contains(5);
    assertThat(Quorum.of(List.of("a", "b", "c", "d", "e"), 2).majority()).isEqualTo(3);
  }

  @Test
  void ofOneItIsThatOne() {
    assertThat(Quorum.of(List.of("a")).agreed(answers("a", 7))).contains(7);
  }

  @Test
  void whoVotesIsToldByOneNumberInAnyOrder() {
    assertThat(Quorum.of(List.of("b", "a")).view())
        .isEqualTo(Quorum.of(List.of("a", "b")).view())
        .isNotEqualTo(Quorum.of(List.of("a", "c")).view())
        .isNotEqualTo(Quorum.of(List.of("ab")).view());
  }

  /** Also from one membership to the next, if it differs by one. */
  @Test
  void anyTwoMajoritiesHaveAMemberInCommon() {
    Property.forAll(
        random -> {
          List<String> all = new ArrayList<>(of(random.nextInt(1, 8)).voters());
          List<String> others = new ArrayList<>(all);
          switch (random.nextInt(3)) {
            case 0 -> others.add("joined");
            case 1 -> {
              if (others.size() > 1) {
                others.remove(random.nextInt(others.size()));
              }
            }
            default -> {}
          }
          List<String> one = some(all, random.nextLong());
          List<String> other = some(others, random.nextLong());
          assertThat(one).containsAnyElementsOf(other);
        });
  }

  private static List<String> some(List<String> all, long seed) {
    List<String> shuffled = new ArrayList<>(all);
    java.util.Collections.shuffle(shuffled, new java.util.Random(seed));
    return shuffled.subList(0, Quorum.of(all).majority());
  }

  private static Quorum of(int voters) {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < voters; i++) {
      names.add("v" + i);
    }
    return Quorum.of(names);
  }

  private static Map<String, Integer> answers(Object... pairs) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      answers.put((String) pairs[i], (Integer) pairs[i + 1]);
    }
    return answers;
  }
}
