package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.house.Property;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class RevisionTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec SPEC = Operator.spec("steady", 1, 100);
  private static final Spec NEWER = Operator.spec("steady", 2, 100);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void whatARobotWasToldIsARevisionAndWhatItSawIsNone() {
    Blueprint web = shop(service("web", 1, SPEC));
    assertThat(Revision.of(new Targeted(web, 1, "ann", NOON)))
        .contains(new Revision(1, Optional.of(web), "ann", NOON));
    assertThat(Revision.of(new Destroyed(2, "bob", NOON)))
        .contains(new Revision(2, Optional.empty(), "bob", NOON));
    WorkloadId slot = new WorkloadId(SHOP, "web", 0);
    assertThat(Revision.of(new Observed(slot, 1, Status.READY, "", NOON))).isEmpty();
  }

  @Test
  void theFirstCreatesEverything() {
    Revision first = targeted(1, service("db", 1, SPEC), service("web", 2, SPEC));
    assertThat(steps(first, Optional.empty())).containsExactly("create db", "create web");
  }

  @Test
  void aChangeIsToldServiceByServiceAgainstWhateverItIsSetAgainst() {
    Revision first = targeted(1, service("db", 1, SPEC), service("web", 2, SPEC));
    Revision second = targeted(2, service("web", 2, NEWER), service("api", 1, SPEC));
    assertThat(steps(second, Optional.of(first)))
        .containsExactly("replace web", "create api", "retire db");
    assertThat(steps(first, Optional.of(second)))
        .as("the way back")
        .containsExactly("create db", "replace web", "retire api");
    assertThat(steps(first, Optional.of(first))).containsExactly("keep db", "keep web");
  }

  @Test
  void whatWasTakenDownIsRetiredAndComesBackAsNew() {
    Revision first = targeted(1, service("web", 2, SPEC));
    Revision down = new Revision(2, Optional.empty(), "ann", NOON);
    assertThat(steps(down, Optional.of(first))).containsExactly("retire web");
    assertThat(steps(first, Optional.of(down))).containsExactly("create web");
    assertThat(steps(down, Optional.of(down))).isEmpty();
    assertThat(steps(down, Optional.empty())).isEmpty();
  }

  /** What the API finds in a journal depends on it. */
  @Test
  void generationsCountRevisionsFromOneWithoutAGapWhateverIsSaid() {
    Property.forAll(
        random -> {
          Robot robot = new Robot(SHOP);
          Robot.State state = robot.initial();
          List<Long> generations = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            Blueprint wanted = shop(service("web", 1 + random.nextInt(3), SPEC));
            Robot.Command command =
                switch (random.nextInt(4)) {
                  case 0 -> new Robot.Command.Destroy("ann", NOON);
                  case 1 -> observe(state, random.nextInt(3));
                  case 2 -> new Robot.Command.Target(wanted, random.nextInt(5), "ann", NOON);
                  default -> new Robot.Command.Target(wanted, state.generation(), "ann", NOON);
                };
            if (robot.decide(state, command)
                instanceof Decision.Accepted<Robot.Event>(var events)) {
              for (Robot.Event event : events) {
                state = robot.evolve(state, event);
                Revision.of(event).ifPresent(told -> generations.add(told.generation()));
              }
            }
          }
          assertThat(generations)
              .containsExactlyElementsOf(
                  LongStream.rangeClosed(1, state.generation()).boxed().toList());
        });
  }

  /** A letter for what each revision said, the oldest first; a dash for what was taken down. */
  @ParameterizedTest
  @CsvSource({
    "A,", "AB, 1", "ABC, 2", "ABA, 2", "ABAB, 3", "A-, 1", "A-A,", "AB--, 2", "-,", "'',"
  })
  void theWayBackLeadsToTheLastThatSaidSomethingElse(String said, Long earlier) {
    List<Revision.Outline> newestFirst = new ArrayList<>();
    for (int i = 0; i < said.length(); i++) {
      String word = said.substring(i, i + 1);
      newestFirst.addFirst(
          new Revision.Outline(i + 1, word.equals("-") ? Optional.empty() : Optional.of(word)));
    }
    assertThat(Revision.earlier(newestFirst)).isEqualTo(Optional.ofNullable(earlier));
  }

  private static Robot.Command observe(Robot.State state, int slot) {
    WorkloadId workload = new WorkloadId(SHOP, "web", slot);
    return new Robot.Command.Observe(workload, state.generation(), Status.GONE, "", NOON);
  }

  private static List<String> steps(Revision revision, Optional<Revision> other) {
    return revision.since(other).stream().map(s -> s.verb() + " " + s.service()).toList();
  }

  private static Revision targeted(long generation, Service... services) {
    return new Revision(generation, Optional.of(shop(services)), "ann", NOON);
  }

  private static Blueprint shop(Service... services) {
    return new Blueprint("shop", List.of(services));
  }

  private static Service service(String name, int replicas, Spec spec) {
    return new Service(name, replicas, spec, List.of());
  }
}
