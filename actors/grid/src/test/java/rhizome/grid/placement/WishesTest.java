package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.grid.placement.Placement.Choice;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What each wish means, by the law that looks at every node. */
class WishesTest {

  private static final Resources CAPACITY = new Resources(1_000, 1L << 30);
  private static final Resources WANTED = new Resources(100, 64L << 20);

  @Test
  void whatIsRequiredIsAllOfItAndOfAListAny() {
    Wishes wishes = Some.require("disk", "ssd", "nvme");
    assertThat(chosen(wishes, node("a", 900, "disk=hdd"), node("b", 200, "disk=nvme")))
        .hasValue("b");
    assertThat(chosen(wishes, node("a", 900), node("b", 200, "region=eu"))).isEmpty();
    Wishes both =
        new Wishes(
            new TreeMap<>(Map.of("disk", List.of("ssd"), "region", List.of("eu"))),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of());
    assertThat(chosen(both, node("a", 900, "disk=ssd"), node("b", 100, "disk=ssd", "region=eu")))
        .hasValue("b");
    assertThat(chosen(Some.require("node", "b"), node("a", 900), node("b", 200))).hasValue("b");
  }

  @Test
  void whatIsPreferredGoesBeforeSiblingsAndLoadAndWeightsAreAdded() {
    Wishes nvme = Some.prefer("disk", "nvme", 1);
    Candidate fuller = holding("b", 200, Map.of("web", 3), "disk=nvme");
    assertThat(chosen(nvme, node("a", 900), fuller)).hasValue("b");
    assertThat(chosen(nvme, node("a", 900), node("b", 900))).hasValue("a");
    Wishes three =
        new Wishes(
            new TreeMap<>(),
            List.of(
                new Preference(Some.labels("disk", "nvme"), 10),
                new Preference(Some.labels("region", "eu"), 6),
                new Preference(Some.labels("rack", "r1"), 5)),
            Optional.empty(),
            List.of(),
            List.of());
    assertThat(chosen(three, node("a", 900, "disk=nvme"), node("b", 9_9, "region=eu", "rack=r1")))
        .as("the second has no room")
        .hasValue("a");
    assertThat(chosen(three, node("a", 900, "disk=nvme"), node("b", 200, "region=eu", "rack=r1")))
        .hasValue("b");
  }

  @Test
  void whereItFailedItGoesOnlyIfNothingElseFitsHoweverPreferred() {
    Seeker seeker =
        new Seeker(
            web(0),
            WANTED,
            List.of(new NodeId("a")),
            Optional.empty(),
            Some.prefer("disk", "nvme", 100));
    Candidate failed = node("a", 900, "disk=nvme");
    assertThat(Placement.choose(seeker, List.of(failed, node("b", 200))).node())
        .hasValue(new NodeId("b"));
    assertThat(Placement.choose(seeker, List.of(failed, node("b", 9))).node())
        .hasValue(new NodeId("a"));
  }

  @Test
  void aSpreadLetsNoValueGetAheadByMore() {
    Candidate full = holding("a", 900, Map.of("web", 1), "rack=r1");
    Candidate other = node("b", 200, "rack=r2");
    Candidate third = node("c", 900, "rack=r1");
    assertThat(chosen(Some.spread("rack", 1), full, other, third)).hasValue("b");
    assertThat(chosen(Some.spread("rack", 2), full, other, third)).hasValue("c");
    assertThat(chosen(Some.spread("rack", 1), full, third, node("d", 900)))
        .as("who has no rack takes none, and is no rack to be behind")
        .hasValue("c");
    assertThat(chosen(Some.spread("rack", 1), full, node("b", 9, "rack=r2"), third))
        .as("a full rack is behind all the same")
        .isEmpty();
  }

  @Test
  void aSpreadMindsOnlyValuesThatWouldDo() {
    Wishes wishes =
        new Wishes(
            Some.labels("region", "eu"),
            List.of(),
            Some.spread("rack", 1).spread(),
            List.of(),
            List.of());
    Candidate full = holding("a", 900, Map.of("web", 1), "rack=r1", "region=eu");
    assertThat(chosen(wishes, full, node("b", 900, "rack=r2", "region=us"))).hasValue("a");
    assertThat(chosen(wishes, full, node("b", 200, "rack=r2", "region=eu"))).hasValue("b");
  }

  @Test
  void aSpreadOverNodesCountsEachOfThem() {
    Candidate two = holding("a", 900, Map.of("web", 2));
    Candidate one = holding("b", 200, Map.of("web", 1));
    assertThat(chosen(Some.spread("node", 1), two, one)).hasValue("b");
    assertThat(chosen(Some.spread("node", 1), two, holding("b", 9, Map.of("web", 1)))).isEmpty();
  }

  @Test
  void nearIsWhereTheyAreAndApartWhereTheyAreNot() {
    Candidate db = holding("a", 200, Map.of("db", 1), "rack=r1");
    Candidate beside = node("b", 900, "rack=r1");
    Candidate far = node("c", 900, "rack=r2");
    assertThat(chosen(Some.near("db", "node"), db, beside, far)).hasValue("a");
    assertThat(chosen(Some.near("db", "rack"), db, beside, far)).hasValue("b");
    assertThat(chosen(Some.apart("db", "node"), db, beside, far)).hasValue("b");
    assertThat(chosen(Some.apart("db", "rack"), db, beside, far)).hasValue("c");
    assertThat(chosen(Some.near("db", "rack"), beside, far)).as("it is nowhere").isEmpty();
    assertThat(chosen(Some.apart("db", "rack"), db, node("d", 900)))
        .as("who has no rack is in none")
        .hasValue("d");
  }

  @Test
  void theFirstOfItsKindNeedNotFindAnother() {
    assertThat(chosen(Some.near("web", "rack"), node("a", 900, "rack=r1"))).hasValue("a");
    Candidate first = holding("a", 200, Map.of("web", 1), "rack=r1");
    assertThat(chosen(Some.near("web", "rack"), first, node("b", 900, "rack=r2"))).hasValue("a");
  }

  @Test
  void whoIsOnANodeThatTakesNoMoreCountsToo() {
    Candidate closed =
        new Candidate(
            new NodeId("a"),
            CAPACITY,
            CAPACITY,
            0,
            Labels.parse(List.of("rack=r1")),
            Map.of("db", 1),
            false);
    assertThat(chosen(Some.near("db", "rack"), closed, node("b", 900, "rack=r1"))).hasValue("b");
    assertThat(chosen(Some.apart("db", "rack"), closed, node("b", 900, "rack=r1"))).isEmpty();
  }

  @Test
  void whyThereIsNoPlaceIsSaidToPeopleByWhatStoodInTheWay() {
    Wishes wishes =
        new Wishes(
            Some.labels("region", "eu"),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(new Company("web", "node")));
    assertThat(
            reason(
                wishes,
                node("a", 900),
                node("b", 900, "region=us"),
                holding("c", 900, Map.of("web", 1), "region=eu"),
                node("d", 9, "region=eu")))
        .isEqualTo(
            "no node fits: of 4 online 2 are not region=eu, 1 holds shop/web already (apart),"
                + " 1 has too little left for 100 m cpu and 64 MiB");
    assertThat(reason(Some.require("disk", "ssd", "nvme"), node("a", 900)))
        .isEqualTo("no node fits: of 1 online 1 is not disk=nvme or ssd");
    assertThat(reason(Some.near("db", "rack"), node("a", 900), node("b", 900)))
        .isEqualTo("no node fits: of 2 online 2 have no shop/db in their rack (near)");
    Candidate full = holding("a", 9, Map.of("web", 1), "rack=r1");
    assertThat(reason(Some.spread("rack", 1), full, node("b", 9, "rack=r2"), node("c", 900)))
        .isEqualTo(
            "no node fits: of 3 online 2 have no rack, or enough of shop/web in their rack"
                + " (spread), 1 has too little left for 100 m cpu and 64 MiB");
    assertThat(reason(wishes)).isEqualTo("no node is online");
  }

  private static String reason(Wishes wishes, Candidate... candidates) {
    Choice choice = Placement.choose(new Seeker(web(0), WANTED, wishes), List.of(candidates));
    assertThat(choice.node()).isEmpty();
    return choice.reason();
  }

  private static Optional<String> chosen(Wishes wishes, Candidate... candidates) {
    Seeker seeker = new Seeker(web(0), WANTED, wishes);
    return Placement.choose(seeker, List.of(candidates)).node().map(NodeId::name);
  }

  private static WorkloadId web(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }

  private static Candidate node(String name, long freeCpu, String... labels) {
    return holding(name, freeCpu, Map.of(), labels);
  }

  private static Candidate holding(
      String name, long freeCpu, Map<String, Integer> holds, String... labels) {
    return new Candidate(
        new NodeId(name),
        CAPACITY,
        new Resources(freeCpu, 1L << 30),
        holds.getOrDefault("web", 0),
        Labels.parse(List.of(labels)),
        holds,
        true);
  }
}
