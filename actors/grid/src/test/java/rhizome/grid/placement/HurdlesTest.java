package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What wishes come to where web is on n1 in r1 twice and on n2 in r2 once, and db on n2. */
class HurdlesTest {

  private static final WorkloadId WEB = new WorkloadId(new RobotId("shop"), "web", 9);
  private static final Labels R1 = Labels.parse(List.of("rack=r1"));
  private static final Labels R2 = Labels.parse(List.of("rack=r2"));
  private static final Labels R3 = Labels.parse(List.of("rack=r3"));
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final NodeId N3 = new NodeId("n3");

  /** As somebody counted it. */
  private record Counted(int fewest) implements Whereabouts {
    @Override
    public Map<String, Integer> counts(String service, String label) {
      return switch (service + " by " + label) {
        case "web by rack" -> Map.of("r1", 2, "r2", 1);
        case "web by node" -> Map.of("n1", 2, "n2", 1);
        case "db by rack" -> Map.of("r2", 1);
        case "db by node" -> Map.of("n2", 1);
        default -> Map.of();
      };
    }

    @Override
    public int fewest(String label, List<Hurdle> required) {
      return fewest;
    }
  }

  @Test
  void whoWishesNothingMeetsNoHurdle() {
    Hurdles none = hurdles(Wishes.NONE);
    assertThat(none.before(Labels.NONE)).isEmpty();
    assertThat(none.before(N1)).isEmpty();
    assertThat(none.beforeOthers()).isEmpty();
    assertThat(none.ofNodes()).isFalse();
    assertThat(none.named()).isEmpty();
    assertThat(none.rank(R1::get)).isZero();
  }

  @Test
  void aHurdleOfALabelIsOneOfWholeRowsAndOneOfNodesIsNot() {
    Hurdles rack = hurdles(Some.apart("db", "rack"));
    assertThat(rack.before(R2)).isPresent();
    assertThat(rack.before(R1)).isEmpty();
    assertThat(rack.before(N2)).as("the rack has said it").isEmpty();
    assertThat(rack.ofNodes()).isFalse();
    Hurdles node = hurdles(Some.apart("db", "node"));
    assertThat(node.before(R2)).isEmpty();
    assertThat(node.before(N2)).isPresent();
    assertThat(node.before(N1)).isEmpty();
    assertThat(node.ofNodes()).isTrue();
    assertThat(node.named()).containsExactly("n2");
    assertThat(node.beforeOthers()).isEmpty();
  }

  @Test
  void whereOnlyNamedNodesWillDoAllOthersMeetTheHurdle() {
    Hurdles near = hurdles(Some.near("db", "node"));
    assertThat(near.before(N2)).isEmpty();
    assertThat(near.before(N1)).isPresent();
    assertThat(near.beforeOthers()).isPresent();
    Hurdles required = hurdles(Some.require("node", "n3"));
    assertThat(required.before(N3)).isEmpty();
    assertThat(required.beforeOthers()).isPresent();
    assertThat(required.named()).containsExactly("n3");
  }

  @Test
  void aSpreadIsCountedFromTheFewest() {
    Hurdles even = hurdles(Some.spread("rack", 1), 0);
    assertThat(even.before(R3)).isEmpty();
    assertThat(even.before(R2)).isPresent();
    assertThat(hurdles(Some.spread("rack", 1), 1).before(R2)).isEmpty();
    assertThat(hurdles(Some.spread("rack", 1), 1).before(R1)).isPresent();
    assertThat(hurdles(Some.spread("rack", 3), 0).before(R1)).isEmpty();
    assertThat(even.before(Labels.NONE)).as("without a rack").isPresent();
    Hurdles nodes = hurdles(Some.spread("node", 2), 0);
    assertThat(nodes.before(N1)).isPresent();
    assertThat(nodes.before(N2)).isEmpty();
    assertThat(nodes.beforeOthers()).isEmpty();
  }

  @Test
  void oneAndManyAreSaidInTheirOwnWords() {
    Wishes wishes =
        new Wishes(
            Some.labels("region", "eu"),
            List.of(),
            Optional.of(new Spread("node", 1)),
            List.of(new Company("db", "rack")),
            List.of(new Company("web", "node"), new Company("db", "rack")));
    Hurdles hurdles = hurdles(wishes);
    assertThat(hurdles.refusal(5, all(hurdles, 1)))
        .isEqualTo(
            "no node fits: of 5 online 1 is not region=eu, 1 has no shop/db in its rack (near),"
                + " 1 holds shop/db in its rack already (apart), 1 has no node, or enough of"
                + " shop/web in its node (spread), 1 holds shop/web already (apart)");
    assertThat(hurdles.refusal(12, all(hurdles, 2)))
        .startsWith("no node fits: of 12 online 2 are not region=eu, 2 have no shop/db in their")
        .contains("2 hold shop/web already (apart)")
        .endsWith(", 2 have too little left for 100 m cpu and 64 MiB");
    assertThat(hurdles.refusal(11, all(hurdles, 2)))
        .endsWith("1 has too little left for 100 m" + " cpu and 64 MiB");
  }

  @Test
  void weightsOfAllThatMatchesAreAdded() {
    Wishes wishes =
        new Wishes(
            new TreeMap<>(),
            List.of(
                new Wishes.Preference(Some.labels("rack", "r1", "r2"), 10),
                new Wishes.Preference(Some.labels("rack", "r1"), 5),
                new Wishes.Preference(Some.labels("disk", "ssd"), 100)),
            Optional.empty(),
            List.of(),
            List.of());
    Hurdles hurdles = hurdles(wishes);
    assertThat(hurdles.rank(R1::get)).isEqualTo(15);
    assertThat(hurdles.rank(R2::get)).isEqualTo(10);
    assertThat(hurdles.rank(R3::get)).isZero();
    assertThat(hurdles.before(R3)).as("a preference keeps nobody out").isEmpty();
  }

  /** As many nodes before each of its hurdles. */
  private static Map<Hurdle, Integer> all(Hurdles hurdles, int nodes) {
    Map<Hurdle, Integer> before = new LinkedHashMap<>();
    hurdles.each(hurdle -> before.put(hurdle, nodes));
    return before;
  }

  private static Hurdles hurdles(Wishes wishes) {
    return hurdles(wishes, 0);
  }

  private static Hurdles hurdles(Wishes wishes, int fewest) {
    Seeker seeker = new Seeker(WEB, new Resources(100, 64L << 20), wishes);
    return new Hurdles(seeker, new Counted(fewest));
  }
}
