package rhizome.agent;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Input.Found;
import rhizome.agent.life.Job;
import rhizome.agent.life.State;
import rhizome.agent.process.Proc;
import rhizome.blueprints.model.Port;
import rhizome.kernel.WorkloadId;

/**
 * Which processes of this machine carry the tags of one agent. A handle may lag behind by one
 * process, since it is written after the spawn and not between an exit and its answer; the tags,
 * which a process has from its first moment, close that gap.
 */
record Census(List<Tagged> tagged, String boot) {

  /** A process and what its environment says it is. */
  record Tagged(Proc.Stat stat, Map<String, String> environment) {

    boolean probe() {
      return environment.containsKey(Surroundings.PROBE);
    }

    /** What it does beside a workload, if that is what it does. */
    Optional<String> action() {
      return Optional.ofNullable(environment.get(Surroundings.ACTION));
    }

    String name() {
      return environment.get(Surroundings.WORKLOAD) + " " + environment.get(Surroundings.EPOCH);
    }

    int incarnation() {
      long number = Surroundings.number(environment, Surroundings.INCARNATION);
      return (int) Math.min(number, Integer.MAX_VALUE);
    }
  }

  /** Looks at every process of the machine. */
  static Census take(Path root, String boot) throws IOException {
    List<Tagged> tagged = new ArrayList<>();
    for (Proc.Stat stat : Proc.all()) {
      Map<String, String> environment = Proc.environment(stat.pid());
      if (root.toString().equals(environment.get(Surroundings.AGENT))) {
        tagged.add(new Tagged(stat, environment));
      }
    }
    return new Census(tagged, boot);
  }

  /** The process that a state is about, or one started after it was written down. */
  Optional<Found> find(State state) {
    return switch (state) {
      case State.Absent _, State.Exhausted _ -> Optional.empty();
      case State.Starting(Job job) -> newest(job, job.incarnation());
      case State.Fenced(Job job) -> newest(job, job.incarnation());
      case State.Waiting(Job job, _, _) -> newest(job, job.incarnation() + 1);
      case State.Running running -> known(running.job(), running.identity());
      case State.Ending ending -> ending.identity().flatMap(known -> known(ending.job(), known));
    };
  }

  /** Who leads the attempt that is called so, as {@link rhizome.grid.task.Errand#label} says. */
  Optional<Identity> leader(String action) {
    return tagged.stream()
        .filter(process -> process.stat().leads() && process.action().equals(Optional.of(action)))
        .min(comparingLong(process -> process.stat().startTicks()))
        .map(process -> new Identity(process.stat().pid(), process.stat().startTicks(), boot));
  }

  /**
   * Everybody with our tags who belongs to none of those found: left behind by a process that is
   * gone, of an epoch that is over, or a probe of nobody.
   *
   * @param actions what goes on beside workloads
   */
  List<Proc.Stat> strays(
      Map<WorkloadId, State> states, Map<WorkloadId, Found> found, Collection<String> actions) {
    Map<String, Integer> kept = new TreeMap<>();
    states.forEach(
        (workload, state) -> {
          Found process = found.get(workload);
          if (process != null) {
            state.held().ifPresent(job -> kept.put(name(job), process.incarnation()));
          }
        });
    return tagged.stream()
        .filter(
            process ->
                process.probe()
                    || process
                        .action()
                        .map(action -> !actions.contains(action))
                        .orElseGet(
                            () -> !Objects.equals(kept.get(process.name()), process.incarnation())))
        .map(Tagged::stat)
        .toList();
  }

  private Optional<Found> known(Job job, Identity process) {
    return newest(job, job.incarnation() + 1)
        .or(
            () ->
                Proc.runs(process, boot)
                    ? Optional.of(new Found(job.incarnation(), process, job.ports()))
                    : Optional.empty());
  }

  private Optional<Found> newest(Job job, int atLeast) {
    return tagged.stream()
        .filter(process -> process.stat().leads() && !process.probe())
        .filter(process -> process.action().isEmpty())
        .filter(process -> process.name().equals(name(job)) && process.incarnation() >= atLeast)
        .max(
            comparingInt(Tagged::incarnation)
                .thenComparing(comparingLong((Tagged t) -> t.stat().startTicks()).reversed()))
        .map(
            process ->
                new Found(
                    process.incarnation(),
                    new Identity(process.stat().pid(), process.stat().startTicks(), boot),
                    ports(job, process.environment())));
  }

  private static String name(Job job) {
    return job.workload() + " " + job.epoch();
  }

  private static Map<String, Integer> ports(Job job, Map<String, String> environment) {
    Map<String, Integer> ports = new TreeMap<>(job.ports());
    for (Port port : job.spec().ports()) {
      String number = environment.getOrDefault(Surroundings.portVariable(port.name()), "");
      if (number.matches("\\d{1,5}")) {
        ports.put(port.name(), Integer.valueOf(number));
      }
    }
    return ports;
  }
}
