package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement.Choice;
import rhizome.house.Property;
import rhizome.kernel.NodeId;

class PlacementTest {

  private static final long MIB = 1L << 20;
  private static final Resources WANTED = new Resources(100, 64 * MIB);

  @Test
  void whereItDoesNotFitItDoesNotGo() {
    assertThat(choose(node("a", 99, 999, 0), node("b", 999, 63, 0), node("c", 100, 64, 0)))
        .isEqualTo(new Choice(Optional.of(new NodeId("c")), ""));
  }

  @Test
  void siblingsAreKeptApart() {
    assertThat(chosen(node("a", 900, 900, 1), node("b", 200, 200, 0))).contains("b");
  }

  @Test
  void theEmptierNodeIsTakenByItsFullerSide() {
    assertThat(chosen(node("a", 900, 200, 0), node("b", 500, 500, 0))).contains("b");
  }

  @Test
  void theNameBreaksTies() {
    assertThat(chosen(node("b", 500, 500, 0), node("a", 500, 500, 0))).contains("a");
  }

  @Test
  void whereItFailedItGoesOnlyWhenNothingElseFits() {
    List<NodeId> avoid = List.of(new NodeId("a"));
    Candidate failed = node("a", 900, 900, 0);
    assertThat(Placement.choose(WANTED, avoid, List.of(failed, node("b", 200, 200, 5))).node())
        .contains(new NodeId("b"));
    assertThat(Placement.choose(WANTED, avoid, List.of(failed, node("b", 9, 9, 0))).node())
        .contains(new NodeId("a"));
  }

  @Test
  void whyThereIsNoPlaceIsSaidToPeople() {
    assertThat(choose().reason()).isEqualTo("no node is online");
    assertThat(choose(node("a", 50, 900, 0), node("b", 20, 30, 0)).reason())
        .isEqualTo(
            "no node fits 100 m cpu and 64 MiB;"
                + " of 2 online the largest free are 50 m and 900 MiB");
  }

  @Test
  void whatNeedsNothingFitsOnANodeWithoutCapacity() {
    Candidate empty = new Candidate(new NodeId("a"), Resources.NONE, Resources.NONE, 0);
    assertThat(Placement.choose(Resources.NONE, List.of(), List.of(empty)).node())
        .contains(new NodeId("a"));
  }

  @Test
  void theChoiceFitsAndDoesNotDependOnTheOrderOfCandidates() {
    Property.forAll(
        random -> {
          List<Candidate> candidates = new ArrayList<>();
          for (int i = 0; i < random.nextInt(8); i++) {
            int siblings = random.nextInt(3);
            candidates.add(node("n" + i, random.nextInt(300), random.nextInt(300), siblings));
          }
          Choice choice = Placement.choose(WANTED, List.of(new NodeId("n0")), candidates);
          boolean fits = candidates.stream().anyMatch(c -> WANTED.fitsIn(c.free()));
          assertThat(choice.node().isPresent()).isEqualTo(fits);
          assertThat(choice.reason().isEmpty()).isEqualTo(fits);
          choice
              .node()
              .ifPresent(
                  node ->
                      assertThat(candidates)
                          .anyMatch(c -> c.node().equals(node) && WANTED.fitsIn(c.free())));
          Collections.shuffle(candidates, new Random(random.nextLong()));
          assertThat(Placement.choose(WANTED, List.of(new NodeId("n0")), candidates))
              .isEqualTo(choice);
        });
  }

  private static Choice choose(Candidate... candidates) {
    return Placement.choose(WANTED, List.of(), List.of(candidates));
  }

  private static Optional<String> chosen(Candidate... candidates) {
    return choose(candidates).node().map(NodeId::name);
  }

  private static Candidate node(String name, long freeCpu, long freeMib, int siblings) {
    Resources capacity = new Resources(1_000, 1_000 * MIB);
    return new Candidate(
        new NodeId(name), capacity, new Resources(freeCpu, freeMib * MIB), siblings);
  }
}
