package rhizome.blueprints.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;

/**
 * Writes a model as Blueprint v1 text with every default spelled out. The text is canonical: equal
 * blueprints have equal texts, and {@link BlueprintReader} reads the text back to the same model.
 */
public final class BlueprintWriter {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
  private static final Pattern RESOLVED = Pattern.compile("(?i)null|true|false");
  private static final Pattern PLACEHOLDER = Pattern.compile(Placeholders.FORM);

  private final StringBuilder text = new StringBuilder();

  private BlueprintWriter() {}

  public static String write(Blueprint blueprint) {
    BlueprintWriter writer = new BlueprintWriter();
    writer.line(0, "blueprint", Spelling.VERSION);
    writer.line(0, "name", scalar(blueprint.name()));
    writer.head(0, "services");
    blueprint.services().forEach(writer::service);
    if (!blueprint.outputs().isEmpty()) {
      writer.head(0, "outputs");
      blueprint.outputs().forEach((name, text) -> writer.line(2, scalar(name), scalar(text)));
    }
    return writer.text.toString();
  }

  /** The health as {@code {http: {port: http, path: /}, interval: 1s, …}}. */
  public static String write(Health health) {
    return HealthWriter.write(health);
  }

  /** The restart policy as {@code {attempts: 5, window: 1m, …}}. */
  public static String write(Restart restart) {
    return "{attempts: "
        + restart.attempts()
        + ", window: "
        + Quantity.write(restart.window())
        + ", backoff: "
        + Quantity.write(restart.backoff())
        + ", max-backoff: "
        + Quantity.write(restart.backoffMax())
        + ", healthy-after: "
        + Quantity.write(restart.healthyAfter())
        + "}";
  }

  /** An action as {@code {command: [sh, backup.sh], timeout: 10m, …}}. */
  public static String write(Action action) {
    StringBuilder text = new StringBuilder("{command: ");
    text.append(write(action.command().stream().map(BlueprintWriter::escapedTemplate).toList()));
    text.append(", timeout: ").append(Quantity.write(action.timeout()));
    if (!action.retries().isEmpty()) {
      text.append(", retries: ").append(action.retries().stream().map(Quantity::write).toList());
    }
    text.append(", on: ").append(action.everySlot() ? "all" : "first");
    action.every().ifPresent(every -> text.append(", every: ").append(Quantity.write(every)));
    if (!action.when().isEmpty()) {
      text.append(", when: ").append(action.when().stream().map(Moment::word).toList());
    }
    return text.append('}').toString();
  }

  /** The update policy as {@code {at-once: 1, canary: 0, …}}. */
  public static String write(Update update) {
    return "{at-once: "
        + update.atOnce()
        + ", canary: "
        + update.canary()
        + ", healthy-for: "
        + Quantity.write(update.healthyFor())
        + ", progress-deadline: "
        + Quantity.write(update.progressDeadline())
        + ", promote: "
        + update.promote()
        + ", revert: "
        + update.revert()
        + "}";
  }

  /** The budget as {@code {min-ready: 1}}. */
  public static String write(Budget budget) {
    return "{min-ready: " + budget.minReady() + "}";
  }

  /** How to tell of changes as {@code {signal: HUP}} or {@code {command: [reload], …}}. */
  public static String write(Reload reload) {
    return switch (reload) {
      case Reload.Signal(var name) -> "{signal: " + name + "}";
      case Reload.Command(var command, var timeout) ->
          "{command: "
              + write(command.stream().map(BlueprintWriter::escapedTemplate).toList())
              + ", timeout: "
              + Quantity.write(timeout)
              + "}";
    };
  }

  /** What is run before a stop, as {@code {command: [leave], timeout: 5s}}. */
  public static String write(Run.BeforeStop before) {
    return write(new Reload.Command(before.command(), before.timeout()));
  }

  /** Where it shall be placed, as {@code {require: {region: [eu]}, …}}. */
  public static String write(Wishes wishes) {
    return PlacementWriter.write(wishes);
  }

  /** By what it is scaled, as {@code {targets: [{cpu: 60%}], up: {…}, down: {…}}}. */
  public static String write(Scale scale) {
    return ScaleWriter.write(scale);
  }

  /** That it is to end, as {@code {}} or {@code {deadline: 1h}}, and when it runs. */
  public static String write(Job job) {
    List<String> parts = new ArrayList<>();
    job.deadline().ifPresent(span -> parts.add("deadline: " + Quantity.write(span)));
    job.schedule().ifPresent(times -> parts.add(write(times)));
    return "{" + String.join(", ", parts) + "}";
  }

  /** When it runs, as {@code schedule: "15 3 * * *", time-zone: UTC, …}. */
  public static String write(Schedule times) {
    return "schedule: "
        + scalar(times.cron())
        + ", time-zone: "
        + scalar(times.zone().getId())
        + ", concurrency: "
        + times.policy().word()
        + ", keep: "
        + times.keep()
        + ", start-within: "
        + Quantity.write(times.startWithin());
  }

  /** What it waits for as {@code [db, {migrate: completed}]}. */
  public static String needs(List<String> needs, Map<String, Condition> conditions) {
    return needs.stream()
        .map(need -> need(need, conditions.getOrDefault(need, Condition.READY)))
        .toList()
        .toString();
  }

  private static String need(String service, Condition condition) {
    return condition == Condition.READY
        ? scalar(service)
        : "{" + scalar(service) + ": " + condition.word() + "}";
  }

  /** {@code auto} or the number. */
  public static String write(Port port) {
    return port.auto() ? "auto" : Integer.toString(port.number());
  }

  /** Words as {@code [-p, "8080"]}, each so that it reads back as the same text. */
  public static String write(List<String> words) {
    return words.stream().map(BlueprintWriter::scalar).toList().toString();
  }

  /** A text so that it reads back as the same text; plain if it can be, else in double quotes. */
  public static String scalar(String value) {
    if (PLAIN.matcher(value).matches() && !RESOLVED.matcher(value).matches()) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value.codePoints().forEach(point -> escape(point, quoted));
    return quoted.append('"').toString();
  }

  private void service(Service service) {
    head(2, scalar(service.name()));
    run(service.spec().run());
    line(4, "replicas", service.scale().map(ScaleWriter::range).orElse("" + service.replicas()));
    if (!service.spec().single()) {
      line(4, "single", "false"); // younger than the first texts, whose hashes shall stand
    }
    line(
        4,
        "resources",
        "{cpu: "
            + Quantity.writeCpu(service.spec().resources().cpuMillis())
            + ", memory: "
            + Quantity.writeMemory(service.spec().resources().memoryBytes())
            + "}");
    if (!service.spec().ports().isEmpty()) {
      head(4, "ports");
      service.spec().ports().forEach(port -> line(6, scalar(port.name()), write(port)));
    }
    line(4, "health", write(service.spec().health()));
    line(4, "restart", write(service.spec().restart()));
    if (!service.needs().isEmpty()) {
      line(4, "needs", needs(service.needs(), service.conditions()));
    }
    around(service);
  }

  private void around(Service service) {
    if (!service.actions().isEmpty()) {
      head(4, "actions");
      service.actions().forEach(action -> line(6, scalar(action.name()), write(action)));
    }
    if (!service.update().equals(Update.DEFAULT)) {
      line(4, "update", write(service.update()));
    }
    if (!service.budget().equals(Budget.DEFAULT)) {
      line(4, "budget", write(service.budget()));
    }
    if (service.isProtected()) {
      line(4, "protect", "true");
    }
    supplies(service.spec().supplies());
    if (!service.uses().isEmpty()) {
      line(4, "uses", write(service.uses()));
    }
    service.spec().reload().ifPresent(reload -> line(4, "reload", write(reload)));
    if (!service.spec().wishes().none()) {
      line(4, "placement", write(service.spec().wishes()));
    }
    service.spec().job().ifPresent(job -> line(4, "job", write(job)));
    if (service.leads()) {
      line(4, "leader", "true");
    }
    priority(service.spec().priority());
    service.scale().ifPresent(scale -> line(4, "scale", write(scale)));
  }

  private void priority(Priority priority) {
    if (priority.value() != Priority.USUAL.value()) {
      line(4, "priority", Integer.toString(priority.value()));
    }
    if (!priority.preempts()) {
      line(4, "preempt", "false");
    }
  }

  private void supplies(Supplies supplies) {
    if (!supplies.files().isEmpty()) {
      head(4, "files");
      supplies.files().forEach(file -> line(6, scalar(file.name()), write(file)));
    }
    if (!supplies.volumes().isEmpty()) {
      head(4, "volumes");
      supplies.volumes().forEach(volume -> line(6, scalar(volume.name()), write(volume)));
    }
    if (!supplies.secrets().isEmpty()) {
      head(4, "secrets");
      supplies.secrets().forEach(secret -> line(6, scalar(secret.name()), write(secret)));
    }
  }

  private static String write(TextFile file) {
    return "{path: "
        + scalar(file.path())
        + ", mode: \""
        + file.writtenMode()
        + "\", text: "
        + scalar(file.text())
        + "}";
  }

  /** The volume as {@code {path: data, size: 1GiB}}. */
  public static String write(Volume volume) {
    return "{path: "
        + scalar(volume.path())
        + ", size: "
        + Quantity.writeMemory(volume.sizeBytes())
        + "}";
  }

  /** The use of a secret as {@code {file: true}}. */
  public static String write(Secret secret) {
    return "{file: " + secret.file() + "}";
  }

  private void run(Run run) {
    head(4, "run");
    line(6, "command", scalar(escapedTemplate(run.command())));
    if (!run.args().isEmpty()) {
      line(6, "args", write(run.args().stream().map(BlueprintWriter::escapedTemplate).toList()));
    }
    if (!run.env().isEmpty()) {
      head(6, "env");
      for (Map.Entry<String, String> variable : run.env().entrySet()) {
        line(8, scalar(variable.getKey()), scalar(escapedTemplate(variable.getValue())));
      }
    }
    run.workdir().ifPresent(workdir -> line(6, "workdir", scalar(escaped(workdir))));
    line(6, "grace", Quantity.write(run.grace()));
    run.beforeStop().ifPresent(before -> line(6, "before-stop", write(before)));
  }

  static String escaped(String literal) {
    return literal.replace("${", "$${");
  }

  /** As {@link #escaped}, but placeholders and their escapes stand for themselves. */
  private static String escapedTemplate(String template) {
    StringBuilder escaped = new StringBuilder();
    int done = 0;
    for (var ports = PLACEHOLDER.matcher(template); ports.find(); done = ports.end()) {
      escaped.append(escaped(template.substring(done, ports.start()))).append(ports.group());
    }
    return escaped.append(escaped(template.substring(done))).toString();
  }

  private void head(int indent, String key) {
    text.append(" ".repeat(indent)).append(key).append(":\n");
  }

  private void line(int indent, String key, String value) {
    text.append(" ".repeat(indent)).append(key).append(": ").append(value).append('\n');
  }

  private static void escape(int point, StringBuilder out) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      default -> {
        if (point >= 0x20 && point < 0x7F) {
          out.append((char) point);
        } else if (point > 0xFFFF) {
          out.append(String.format(Locale.ROOT, "\\U%08X", point));
        } else {
          out.append(String.format(Locale.ROOT, "\\u%04X", point));
        }
      }
    }
  }
}
