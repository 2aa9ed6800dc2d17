package rhizome.agent;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import rhizome.agent.life.Job;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Program;
import rhizome.agent.supplies.Known;
import rhizome.agent.supplies.Vault;
import rhizome.blueprints.model.Run;
import rhizome.grid.task.Errand;
import rhizome.kernel.WorkloadId;

/**
 * What a program finds around it: a small clean environment, its ports, and the tags by which a
 * later agent knows it again. Nothing of the agent's own environment leaks in.
 */
final class Surroundings {

  static final String AGENT = "RHIZOME_AGENT";
  static final String WORKLOAD = "RHIZOME_WORKLOAD";
  static final String EPOCH = "RHIZOME_EPOCH";
  static final String INCARNATION = "RHIZOME_INCARNATION";
  static final String PROBE = "RHIZOME_PROBE";

  /** Of what is done beside a workload: the task and the ticket. */
  static final String ACTION = "RHIZOME_ACTION";

  /** Of what is single only: the guard ends whoever carries it when the lease is over. */
  static final String FENCE = "RHIZOME_FENCE";

  private final AgentSettings settings;
  private final Function<WorkloadId, Map<String, String>> told;
  private final String path;
  private final Vault vault;

  /** Of programs that are told nothing of others. */
  Surroundings(AgentSettings settings) {
    this(settings, _ -> new TreeMap<>());
  }

  /**
   * @param told variables about those whom a workload uses
   */
  Surroundings(AgentSettings settings, Function<WorkloadId, Map<String, String>> told) {
    this.settings = settings;
    this.told = told;
    this.vault = Vault.at(settings.vault());
    this.path =
        settings.path().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * The program of a job.
   *
   * @param work its own folder
   * @throws NotStarted when there is no such program, or it names a port it does not have
   */
  Program program(Job job, Map<String, Integer> ports, Path work, Path output) throws NotStarted {
    return program(job, ports, known(job, ports, work), work, output);
  }

  /** As {@link #program(Job, Map, Path, Path)}, of a job of which all is known already. */
  Program program(Job job, Map<String, Integer> ports, Known known, Path work, Path output)
      throws NotStarted {
    Run run = job.spec().run();
    Path folder = run.workdir().map(Path::of).orElse(work);
    return new Program(
        find(known.fill(run.command()), folder),
        filled(run.args(), known),
        environment(job, ports, known, work),
        folder,
        output);
  }

  /** What its placeholders stand for. */
  Known known(Job job, Map<String, Integer> ports, Path work) throws NotStarted {
    return Known.of(job, ports, settings.root(), vault, work);
  }

  /** A probe's command, in the same surroundings. */
  Program probe(Job job, List<String> command, Path work) throws NotStarted {
    return aside(job, command, work, Program.NOWHERE);
  }

  /** A command beside the program, in the same surroundings; known by the tag of a probe. */
  Program aside(Job job, List<String> command, Path work, Path output) throws NotStarted {
    Path folder = job.spec().run().workdir().map(Path::of).orElse(work);
    Known known = known(job, job.ports(), work);
    Map<String, String> environment = environment(job, job.ports(), known, work);
    environment.put(PROBE, "1");
    List<String> filled = filled(command, known);
    return new Program(
        find(filled.getFirst(), folder),
        filled.subList(1, filled.size()),
        environment,
        folder,
        output);
  }

  /** An errand's command, in the same surroundings, with its arguments and its output apart. */
  Program action(Job job, Errand errand, Path work, Path output) throws NotStarted {
    Path folder = job.spec().run().workdir().map(Path::of).orElse(work);
    Known known = known(job, job.ports(), work);
    Map<String, String> environment = environment(job, job.ports(), known, work);
    environment.putAll(errand.environment());
    environment.put(ACTION, errand.label());
    List<String> filled = filled(errand.command(), known);
    return new Program(
        find(filled.getFirst(), folder),
        filled.subList(1, filled.size()),
        environment,
        folder,
        output);
  }

  /** Who does what is called so, for this agent. */
  Predicate<Map<String, String>> carries(String label) {
    return environment ->
        settings.root().toString().equals(environment.get(AGENT))
            && label.equals(environment.get(ACTION));
  }

  /**
   * Who carries the tags of this job, of its present process or of one before it. A number that
   * somebody spoilt is an old one. What is done beside it is none of its kin: it outlives a
   * restart.
   */
  Predicate<Map<String, String>> kin(Job job) {
    return environment -> {
      long epoch = number(environment, EPOCH);
      return settings.root().toString().equals(environment.get(AGENT))
          && !environment.containsKey(ACTION)
          && job.workload().toString().equals(environment.get(WORKLOAD))
          && (epoch < job.epoch()
              || (epoch == job.epoch() && number(environment, INCARNATION) <= job.incarnation()));
    };
  }

  static long number(Map<String, String> environment, String tag) {
    String digits = environment.getOrDefault(tag, "");
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }

  static String portVariable(String name) {
    return "RHIZOME_PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private Map<String, String> environment(
      Job job, Map<String, Integer> ports, Known known, Path work) throws NotStarted {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", path);
    environment.put("HOME", work.toString());
    environment.put("LANG", "C.UTF-8");
    settings.javaHome().ifPresent(home -> environment.put("JAVA_HOME", home.toString()));
    for (var variable : job.spec().run().env().entrySet()) {
      environment.put(variable.getKey(), known.fillSecretly(variable.getValue()));
    }
    environment.putAll(known.variables());
    ports.forEach((name, number) -> environment.put(portVariable(name), number.toString()));
    environment.putAll(told.apply(job.workload()));
    environment.put(AGENT, settings.root().toString());
    if (job.spec().single()) {
      environment.put(FENCE, settings.root().toString());
    }
    environment.put("RHIZOME_NODE", settings.node().name());
    environment.put(WORKLOAD, job.workload().toString());
    environment.put(EPOCH, Long.toString(job.epoch()));
    environment.put(INCARNATION, Integer.toString(job.incarnation()));
    return environment;
  }

  private Path find(String command, Path folder) throws NotStarted {
    if (command.indexOf('/') >= 0) {
      Path file = folder.resolve(command).normalize();
      if (!Files.exists(file)) {
        throw new NotStarted("there is no program " + file);
      }
      return executable(file);
    }
    for (Path place : settings.path()) {
      Path file = place.resolve(command);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file;
      }
    }
    throw new NotStarted("no program '%s' in PATH (%s)".formatted(command, path));
  }

  private static Path executable(Path file) throws NotStarted {
    if (Files.isDirectory(file)) {
      throw new NotStarted(file + " is a folder, not a program");
    }
    if (!Files.isExecutable(file)) {
      throw new NotStarted(file + " is not executable");
    }
    return file;
  }

  private static List<String> filled(List<String> texts, Known known) throws NotStarted {
    List<String> filled = new ArrayList<>();
    for (String text : texts) {
      filled.add(known.fill(text));
    }
    return filled;
  }
}
