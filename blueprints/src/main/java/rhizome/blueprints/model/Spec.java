package rhizome.blueprints.model;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;

/**
 * Everything an agent must know to run one workload and keep it alive.
 *
 * @param single at no time may two processes run under its name, whatever that costs in speed; when
 *     false, a replacement may begin while the one before it may still be there
 * @param reload how it is told of changed endpoints
 * @param wishes where it shall be placed; no agent cares
 * @param job that it is to end; without it, an end is a failure whatever its code
 * @param priority who goes first where there is not room for all; no agent cares
 */
public record Spec(
    Run run,
    Resources resources,
    List<Port> ports,
    Health health,
    Restart restart,
    boolean single,
    Supplies supplies,
    Optional<Reload> reload,
    Wishes wishes,
    Optional<Job> job,
    Priority priority) {

  public Spec {
    ports = List.copyOf(ports);
    if (job.isPresent() && !single) {
      throw new IllegalArgumentException("a job is single: two of it would do its work twice");
    }
  }

  /**
   * A single one without anything beside its program, placed wherever there is room, as all are
   * unless somebody says otherwise.
   */
  public Spec(Run run, Resources resources, List<Port> ports, Health health, Restart restart) {
    this(
        run,
        resources,
        ports,
        health,
        restart,
        true,
        Supplies.NONE,
        Optional.empty(),
        Wishes.NONE,
        Optional.empty(),
        Priority.USUAL);
  }

  /** The same, and two of it may overlap. */
  public Spec shared() {
    return new Spec(
        run, resources, ports, health, restart, false, supplies, reload, wishes, job, priority);
  }

  private Spec with(Run other) {
    return new Spec(
        other, resources, ports, health, restart, single, supplies, reload, wishes, job, priority);
  }

  /** The same, given other things. */
  public Spec with(Supplies others) {
    return new Spec(
        run, resources, ports, health, restart, single, others, reload, wishes, job, priority);
  }

  /** The same, told of changed endpoints in this way. */
  public Spec with(Reload way) {
    return new Spec(
        run,
        resources,
        ports,
        health,
        restart,
        single,
        supplies,
        Optional.of(way),
        wishes,
        job,
        priority);
  }

  /** The same, placed in this way. */
  public Spec with(Wishes others) {
    return new Spec(
        run, resources, ports, health, restart, single, supplies, reload, others, job, priority);
  }

  /** The same, before or after others where there is not room for all. */
  public Spec with(Priority other) {
    return new Spec(
        run, resources, ports, health, restart, single, supplies, reload, wishes, job, other);
  }

  /** Whether a process of the one is as good as one of the other, wherever and whenever it is. */
  public boolean runsAs(Spec other) {
    Spec there = with(other.wishes).with(other.priority).with(run.with(other.run.beforeStop()));
    boolean both = schedule().isPresent() && other.schedule().isPresent();
    return (both ? there.with(job.orElseThrow().at(other.schedule())) : there).equals(other);
  }

  /** When it runs, if it is a job that runs again and again. */
  public Optional<Schedule> schedule() {
    return job.flatMap(Job::schedule);
  }

  /** One run of a job. */
  public Spec run(long number) {
    return with(job.orElseThrow().run(number));
  }

  /** Which run of a schedule it is, as its workload is told; 0 for none. */
  public long jobRun() {
    return job.map(Job::run).orElse(0L);
  }

  /** The same, and it is to end. */
  public Spec with(Job end) {
    return new Spec(
        run,
        resources,
        ports,
        health,
        restart,
        single,
        supplies,
        reload,
        wishes,
        Optional.of(end),
        priority);
  }

  /** Reads as ever where there are none; texts never show what is in a file. */
  @Override
  public String toString() {
    return "Spec[run=%s, resources=%s, ports=%s, health=%s, restart=%s, single=%s%s%s%s%s%s]"
        .formatted(
            run,
            resources,
            ports,
            health,
            restart,
            single,
            supplies.none() ? "" : ", supplies=" + supplies,
            reload.map(way -> ", reload=" + way).orElse(""),
            wishes.none() ? "" : ", wishes=" + wishes,
            job.map(end -> ", job=" + end).orElse(""),
            priority.equals(Priority.USUAL) ? "" : ", priority=" + priority);
  }
}
