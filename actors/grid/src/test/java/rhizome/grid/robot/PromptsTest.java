package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.task.Occasion;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** What happens to workloads and has an action run. */
class PromptsTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Instant AT = Instant.EPOCH;

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));

  @Test
  void whoIsReadyPromptsItOnceForEachLease() {
    robot.given(target(0, db(2, Moment.READY)), says(0, Status.STARTING, 1));
    assertThat(prompted()).isEmpty();
    robot.given(says(0, Status.READY, 1), says(1, Status.READY, 4));
    assertThat(prompted()).containsExactly(ready(0, 1), ready(1, 4));
    robot.given(says(0, Status.UNHEALTHY, 1));
    assertThat(prompted())
        .as("nothing is asked of one that is not well")
        .containsExactly(ready(1, 4));
    robot.given(says(0, Status.READY, 2));
    assertThat(prompted()).containsExactly(ready(0, 2), ready(1, 4));
  }

  @Test
  void whoLeadsPromptsItAsSoonAsItIsReady() {
    robot.given(target(0, db(2, Moment.LEADS)), says(1, Status.STARTING, 3));
    assertThat(prompted()).isEmpty();
    robot.given(says(1, Status.READY, 3), says(0, Status.READY, 1));
    assertThat(prompted()).containsExactly(new Occasion(Moment.LEADS, 1, 3));
  }

  @Test
  void whereNothingIsAwaitedNothingIsOwed() {
    robot.given(target(0, db(2)), says(0, Status.READY, 1));
    assertThat(prompted()).isEmpty();
  }

  /** It then runs for all that are ready: nobody says of them that they have just become so. */
  @Test
  void anActionThatComesLaterIsPromptedForThoseThatAreReady() {
    robot.given(target(0, db(2)), says(0, Status.READY, 1));
    robot.given(target(1, db(2, Moment.READY)));
    assertThat(prompted()).containsExactly(ready(0, 1));
    robot.given(target(2, db(0, Moment.READY)));
    assertThat(prompted()).isEmpty();
  }

  @Test
  void whoFellPromptsItHoweverItFaresNow() {
    robot.given(target(0, db(2, Moment.UNWELL)), falls(0, Status.READY, 0, 1));
    assertThat(prompted()).isEmpty();
    robot.given(falls(0, Status.READY, 1, 2), falls(1, Status.PENDING, 0, 1));
    assertThat(prompted()).as("it was over before anybody looked").containsExactly(fall(0, 1));
    robot.given(falls(0, Status.UNHEALTHY, 3, 5), falls(1, Status.STARTING, 1, 7));
    assertThat(prompted()).containsExactly(fall(0, 3), fall(1, 1));
  }

  @Test
  void whatFellBeforeTheActionWasThereIsNotAskedFor() {
    robot.given(target(0, db(2)), falls(0, Status.READY, 0, 1), falls(0, Status.READY, 4, 2));
    robot.given(target(1, db(2, Moment.UNWELL)));
    assertThat(prompted()).isEmpty();
    robot.given(falls(0, Status.READY, 4, 3));
    assertThat(prompted()).isEmpty();
    robot.given(falls(0, Status.READY, 5, 4));
    assertThat(prompted()).containsExactly(fall(0, 5));
    robot.given(target(2, db(3, Moment.UNWELL)));
    assertThat(prompted()).as("the action was there").containsExactly(fall(0, 5));
    robot.given(target(3, db(3)), target(4, db(3, Moment.UNWELL)));
    assertThat(prompted()).as("it went and came").isEmpty();
  }

  @Test
  void whatAWorkloadFellInAnEarlierLifeIsNotAskedFor() {
    robot.given(target(0, db(2, Moment.UNWELL)), falls(0, Status.PENDING, 7, 1));
    assertThat(prompted()).isEmpty();
    robot.given(falls(0, Status.READY, 8, 2));
    assertThat(prompted()).containsExactly(fall(0, 8));
  }

  /** Over a post that loses and repeats, each fall that is heard of is one run, and none is two. */
  @Test
  void everyFallIsOneRunHoweverThePostIs() {
    Property.forAll(
        random -> {
          Trial<Command, Event, State, Duty> own = new Trial<>(new Robot(SHOP));
          Trial<Task.Command, Task.Event, Task.State, Task.Duty> task =
              new Trial<>(new Task(new TaskId(SHOP, "db", "seed")));
          own.given(target(0, db(1, Moment.UNWELL)), falls(0, Status.READY, 0, 1));
          long falls = 0;
          Set<Long> heard = new TreeSet<>();
          for (int i = 2; i < 14; i++) {
            falls += random.nextInt(2);
            own.given(falls(0, Status.READY, falls, i));
            for (int copies = random.nextInt(3); copies > 0; copies--) {
              deliver(own, task, heard);
            }
          }
          deliver(own, task, heard);
          assertThat(task.state().last()).isEqualTo(heard.size());
          assertThat(falls == 0 || heard.contains(falls)).as("the last is heard of").isTrue();
        });
  }

  private static void deliver(
      Trial<Command, Event, State, Duty> own,
      Trial<Task.Command, Task.Event, Task.State, Task.Duty> task,
      Set<Long> heard) {
    for (Duty duty : own.owes()) {
      if (duty instanceof Duty.Prompt(_, var definition, var occasion)) {
        task.given(new Task.Command.Prompt(definition, occasion, AT));
        heard.add(occasion.number());
      }
    }
  }

  private static Occasion fall(int slot, long number) {
    return new Occasion(Moment.UNWELL, slot, number);
  }

  private static Observe falls(int slot, Status status, long falls, long asOf) {
    return new Observe(
        new WorkloadId(SHOP, "db", slot),
        1,
        asOf,
        status,
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        falls,
        AT);
  }

  private static Occasion ready(int slot, long epoch) {
    return new Occasion(Moment.READY, slot, epoch);
  }

  private List<Occasion> prompted() {
    return robot.owes().stream()
        .filter(Duty.Prompt.class::isInstance)
        .map(duty -> ((Duty.Prompt) duty).occasion())
        .toList();
  }

  private static Target target(long parent, Service service) {
    return new Target(new Blueprint("shop", List.of(service)), parent, "ann", AT);
  }

  private static Service db(int replicas, Moment... when) {
    Action seed =
        new Action(
            "seed",
            List.of("load"),
            Duration.ofMinutes(1),
            List.of(),
            false,
            Optional.empty(),
            List.of(when));
    return new Service("db", replicas, Operator.spec("steady", 1, 100), List.of())
        .with(List.of(seed))
        .leading();
  }

  private static Observe says(int slot, Status status, long epoch) {
    Lease lease = new Lease(new NodeId("n1"), epoch);
    return new Observe(
        new WorkloadId(SHOP, "db", slot),
        1,
        0,
        status,
        "",
        Optional.of(lease),
        Optional.empty(),
        0,
        0,
        AT);
  }
}
