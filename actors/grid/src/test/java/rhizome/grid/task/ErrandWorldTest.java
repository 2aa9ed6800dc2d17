package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.task.Backups.BACKUP;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Action;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Task.Command.*;
import rhizome.grid.task.Task.Duty;
import rhizome.grid.task.Task.Event;
import rhizome.grid.world.Inhabitant;
import rhizome.grid.world.Post;
import rhizome.grid.world.Timeline;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;

/** A task, two agents and a post that loses, repeats and reorders, while everybody crashes. */
class ErrandWorldTest {

  private static final long STORM_MS = 120_000;
  private static final long CALM_MS = 600_000;

  private static final class World {

    final Timeline time = new Timeline();
    final RandomGenerator random;
    final Post post;
    final Definition definition;
    final Inhabitant<Task.Command, Event, Task.State, Duty> task;
    final List<ErrandAgent> agents;
    int wishes;
    long epoch;
    boolean stormy = true;
    @Nullable Lease lease;

    World(RandomGenerator random) {
      this.random = random;
      this.post = new Post(time, random, new Post.Weather(0.2, 0.3, 20_000));
      this.definition = definition();
      this.task = new Inhabitant<>("task", new Task(BACKUP), time, (duty, _) -> carryOut(duty));
      this.agents = List.of(new ErrandAgent(time, random), new ErrandAgent(time, random));
      move();
      time.every(2_000, this::disturb);
      post.tell(task, new Keep(definition, new Seed(random.nextLong()), time.now()));
    }

    private Definition definition() {
      List<Duration> retries = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        retries.add(Duration.ofMillis(random.nextInt(3_000)));
      }
      Optional<Duration> every =
          random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(15));
      Action action =
          new Action(
              "backup", List.of("save"), Duration.ofSeconds(20), retries, false, every, List.of());
      return new Definition(action, 1, 1);
    }

    private void carryOut(Duty duty) {
      switch (duty) {
        case Duty.Place(_, var ticket, _, var from) ->
            time.after(
                Math.max(0, Duration.between(time.now(), from).toMillis()),
                () -> {
                  if (lease != null) {
                    post.tell(task, new Begin(ticket, lease, time.now()));
                  }
                });
        case Duty.Perform(var errand, var at) -> perform(errand, at);
        case Duty.Remind(_, var at) ->
            time.after(
                Math.max(0, Duration.between(time.now(), at).toMillis()),
                () -> post.tell(task, new Tick(known(), time.now())));
      }
    }

    private Optional<Definition> known() {
      return stormy ? Optional.of(definition) : Optional.empty();
    }

    private void perform(Errand errand, Lease at) {
      if (at.epoch() < epoch) {
        finish(errand.ticket(), Finding.of(Result.LOST, "its workload moved"));
      }
      post.send(
          () ->
              agents
                  .get(index(at))
                  .hear(
                      errand,
                      answer -> {
                        if (answer instanceof Errand.Answer.Finished(var finding)) {
                          finish(errand.ticket(), finding);
                        }
                      }));
    }

    private void finish(Ticket ticket, Finding finding) {
      post.tell(task, new Finish(ticket, finding, time.now()));
    }

    private static int index(Lease at) {
      return at.node().name().equals("n0") ? 0 : 1;
    }

    /** The old node may hear of it late. */
    private void move() {
      Lease before = lease;
      int next = random.nextInt(2);
      Lease here = new Lease(new NodeId("n" + next), ++epoch);
      if (before != null && index(before) != next) {
        time.after(random.nextLong(10_000), () -> agents.get(index(before)).drop(before.epoch()));
      }
      lease = here;
      time.after(
          random.nextLong(1_000),
          () -> {
            if (here.equals(lease)) {
              agents.get(next).hold(here.epoch());
            }
          });
    }

    private void disturb() {
      if (!stormy) {
        return;
      }
      switch (random.nextInt(8)) {
        case 0 -> task.restart();
        case 1 -> agents.get(random.nextInt(2)).crash(random.nextBoolean());
        case 2 -> move();
        case 3 -> post.tell(task, new Cancel(task.state().last(), "bob", time.now()));
        case 4, 5 -> post.tell(task, wish("k" + ++wishes));
        default -> post.tell(task, wish("k" + wishes));
      }
    }

    private Request wish(String key) {
      return new Request(definition, Optional.empty(), Args.NONE, "ann", key, time.now());
    }

    void look() {
      List<Ticket> starts = new ArrayList<>();
      agents.forEach(agent -> starts.addAll(agent.starts()));
      assertThat(starts).as("processes started").doesNotHaveDuplicates();
    }
  }

  @Test
  void noAttemptIsEverStartedTwiceAndEveryRunComesToAnEnd() {
    long[] starts = new long[1];
    Property.forAll(
        random -> {
          World world = new World(random);
          world.time.runUntil(STORM_MS, world::look);
          world.stormy = false;
          world.post.calm();
          world.time.runUntil(STORM_MS + CALM_MS);
          world.look();
          Task.State end = world.task.state();
          assertThat(end.open()).as("still open").isEmpty();
          assertThat(world.task.replayed()).isEqualTo(end);
          assertThat(
                  world.task.journal().stream()
                      .filter(Event.Started.class::isInstance)
                      .map(event -> ((Event.Started) event).ticket()))
              .as("start records")
              .doesNotHaveDuplicates();
          starts[0] += world.agents.stream().mapToLong(agent -> agent.starts().size()).sum();
        });
    assertThat(starts[0]).as("processes started in all, else the law says nothing").isPositive();
  }
}
