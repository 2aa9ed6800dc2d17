package rhizome.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.agent.handle.Folders;
import rhizome.agent.life.Input;
import rhizome.agent.life.Job;
import rhizome.agent.life.Output.Ask;
import rhizome.agent.logs.LogKeeper;
import rhizome.agent.probe.Wire;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Run;
import rhizome.grid.healing.Exit;

/**
 * Puts probes' questions without ever waiting on the loop: over the network on a virtual thread of
 * its own, as a command by the same means as any program. Answers arrive on the loop.
 */
final class Questions {

  private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

  private final Loop loop;
  private final Spawner spawner;
  private final Surroundings surroundings;
  private final LogKeeper logs;
  private final InstantSource clock;
  private final String boot;

  Questions(Loop loop, Spawner spawner, Surroundings surroundings, LogKeeper logs, Clock clock) {
    this.loop = loop;
    this.spawner = spawner;
    this.surroundings = surroundings;
    this.logs = logs;
    this.clock = clock.now();
    this.boot = clock.boot();
  }

  /** What time it is, and in which life of the machine. */
  record Clock(InstantSource now, String boot) {}

  /**
   * Asks, and has {@code answer} told a complaint or none, at most once. Answers how to take the
   * question back, on the loop; that is harmless when it is answered.
   */
  Runnable ask(Ask ask, Folders folders, Consumer<Optional<String>> answer) {
    Job job = ask.job();
    Duration timeout = ask.check().timeout();
    return switch (ask.check().probe()) {
      case Probe.Alive _ -> nothingToTakeBack(answer, Optional.empty());
      case Probe.Tcp(String name) ->
          overTheWire(job, name, answer, port -> Wire.tcp(port, timeout));
      case Probe.Http(String name, String path) ->
          overTheWire(job, name, answer, port -> Wire.http(port, path, timeout));
      case Probe.Command(var command) ->
          byCommand(
              "the probe's command",
              () -> surroundings.probe(job, command, folders.work(job.workload())),
              timeout,
              answer);
      case Probe.Log(Duration silence) -> {
        Path log = folders.log(job.workload());
        Duration age = Duration.between(ask.since(), clock.instant());
        yield apart(answer, () -> silent(log, age, silence));
      }
    };
  }

  private Optional<String> silent(Path log, Duration age, Duration limit) {
    return logs.silence(log, age)
        .filter(silence -> silence.compareTo(limit) >= 0)
        .map(
            silence ->
                "wrote nothing to its log for %d ms, and may be silent for %d"
                    .formatted(silence.toMillis(), limit.toMillis()));
  }

  /** On a thread of its own, which is left to itself when its answer is not awaited any more. */
  private Runnable apart(Consumer<Optional<String>> answer, Supplier<Optional<String>> question) {
    Thread thread =
        Thread.ofVirtual()
            .name("rhizome-probe")
            .start(
                () -> {
                  Optional<String> complaint = question.get();
                  loop.execute(() -> answer.accept(complaint));
                });
    return thread::interrupt;
  }

  /** Has a program of a workload told of a change; has {@code answer} told as {@link #ask} does. */
  void run(
      Job job, Reload.Command reload, Path work, Path output, Consumer<Optional<String>> answer) {
    var _ =
        byCommand(
            "the reload's command",
            () -> surroundings.aside(job, reload.command(), work, output),
            reload.timeout(),
            answer);
  }

  /**
   * Has run what a job wants to have run before it is stopped. That it failed is written to its
   * log; it is stopped nevertheless.
   */
  void farewell(Job job, Folders folders, Consumer<Input> done) {
    Run.BeforeStop before = job.spec().run().beforeStop().orElseThrow();
    Path work = folders.work(job.workload());
    Path log = folders.log(job.workload());
    var _ =
        byCommand(
            "the command before the stop",
            () -> surroundings.aside(job, before.command(), work, log),
            before.timeout(),
            complaint -> {
              complaint.ifPresent(line -> note(log, line));
              done.accept(new Input.Prepared(job.epoch(), clock.instant()));
            });
  }

  /** Adds a line of ours to the log of a workload. */
  static void note(Path log, String line) {
    try {
      Files.writeString(log, "rhizome: " + line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("the log {} cannot be written to", log, e);
    }
  }

  private interface Aside {
    Program program() throws NotStarted;
  }

  private interface WireQuestion {
    Optional<String> put(int port);
  }

  private Runnable overTheWire(
      Job job, String name, Consumer<Optional<String>> answer, WireQuestion question) {
    Map<String, Integer> ports = job.ports();
    Integer port = ports.get(name);
    if (port == null) {
      String complaint =
          "the probe names the port '%s'; the service has %s".formatted(name, ports.keySet());
      return nothingToTakeBack(answer, Optional.of(complaint));
    }
    return apart(answer, () -> question.put(port));
  }

  private Runnable byCommand(
      String what, Aside aside, Duration timeout, Consumer<Optional<String>> answer) {
    Leader leader;
    try {
      leader = Leader.ofChild(spawner.spawn(aside.program()), boot);
    } catch (NotStarted e) {
      return nothingToTakeBack(answer, Optional.of(what + ": " + e.reason()));
    }
    Loop.Timer deadline = loop.after(timeout.toNanos(), leader::kill);
    try {
      long[] token = new long[1];
      token[0] =
          loop.watch(
              leader,
              () ->
                  leader
                      .departure(true)
                      .ifPresent(
                          departure -> {
                            deadline.callOff();
                            loop.forget(token[0], leader);
                            leader.close();
                            answer.accept(complaint(what, departure.exit()));
                          }));
    } catch (IOException e) {
      deadline.callOff();
      leader.kill();
      Leader.await(leader.identity().pid());
      leader.close();
      return nothingToTakeBack(answer, Optional.of(what + ": " + e.getMessage()));
    }
    return leader::kill;
  }

  private Runnable nothingToTakeBack(
      Consumer<Optional<String>> answer, Optional<String> complaint) {
    loop.execute(() -> answer.accept(complaint));
    return () -> {};
  }

  private static Optional<String> complaint(String what, Exit exit) {
    return exit.equals(new Exit.Code(0))
        ? Optional.empty()
        : Optional.of(what + " ended with " + exit.describe());
  }
}
