package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;
import static rhizome.blueprints.schema.Key.required;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Action.Moment;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.quantity.Quantity;

/** All keys of the language, with what they mean; defaults are those of the model. */
final class Keys {

  static final String TEMPLATE = "template";

  static final List<String> TEXTS = List.of("text", "from");

  static final List<String> RELOADS = List.of("signal", "command");

  private static final int COUNT_MAX = 1_000_000;
  private static final Shape NAME = new Shape.Text(Spelling.NAME);
  private static final Shape TEXT = new Shape.Text(Spelling.ANYTHING);
  private static final Shape PROGRAM = new Shape.Text(Spelling.SOMETHING);
  private static final Shape SIGNAL = new Shape.Word(Spelling.SIGNAL);
  private static final Shape AWAITED =
      new Shape.Named(Spelling.NAME, new Shape.Choice(Condition.words()), 1);
  private static final Shape TIME = new Shape.Time(true);
  private static final Shape SPAN = new Shape.Time(false);

  private static final Map<Form, List<Key>> ALL = new EnumMap<>(Form.class);
  private static final Map<Form, List<String>> NAMES = new EnumMap<>(Form.class);
  private static final Map<Form, Map<String, Key>> BY_NAME = new EnumMap<>(Form.class);

  static {
    for (Form form : Form.values()) {
      List<Key> keys = all(form);
      ALL.put(form, keys);
      NAMES.put(form, keys.stream().map(Key::name).toList());
      Map<String, Key> named = new LinkedHashMap<>();
      keys.forEach(key -> named.put(key.name(), key));
      BY_NAME.put(form, named);
    }
  }

  private Keys() {}

  private static List<Key> all(Form form) {
    return switch (form) {
      case BLUEPRINT -> blueprint();
      case SERVICE -> service();
      case RUN -> run();
      case RESOURCES -> resources();
      case HEALTH -> HealthKeys.inShort(Health.DEFAULT);
      case CHECKS -> HealthKeys.checks();
      case STARTUP -> HealthKeys.startup();
      case READINESS -> HealthKeys.readiness();
      case LIVENESS -> HealthKeys.liveness();
      case TCP -> List.of(HealthKeys.port());
      case HTTP -> List.of(HealthKeys.port(), HealthKeys.path());
      case LOG -> List.of(HealthKeys.silence());
      case RESTART -> restart(Restart.DEFAULT);
      case TEMPLATE -> TemplateKeys.template();
      case PARAMETER -> TemplateKeys.parameter();
      case CONSUMED -> TemplateKeys.consumed();
      case PARENT -> TemplateKeys.parent();
      case ACTION -> action();
      case UPDATE -> update(Update.DEFAULT);
      case BUDGET -> List.of(minReady());
      case FILE -> SuppliesKeys.file();
      case VOLUME -> SuppliesKeys.volume();
      case SECRET -> SuppliesKeys.secret();
      case RELOAD -> reload();
      case BEFORE_STOP -> beforeStop();
      case PLACEMENT -> PlacementKeys.placement();
      case PREFERENCE -> PlacementKeys.preference();
      case SPREAD -> PlacementKeys.spread();
      case COMPANY -> PlacementKeys.company();
      case JOB -> JobKeys.job();
      case RANGE, SCALE, TARGET, METRIC, UP, DOWN -> ScaleKeys.of(form);
    };
  }

  static List<Key> of(Form form) {
    return ALL.getOrDefault(form, List.of());
  }

  /** Found without looking at each, for readers ask for every key of every service. */
  static Optional<Key> of(Form form, String name) {
    return Optional.ofNullable(BY_NAME.getOrDefault(form, Collections.emptyMap()).get(name));
  }

  static List<String> names(Form form) {
    return NAMES.getOrDefault(form, List.of());
  }

  private static List<Key> blueprint() {
    Shape service = new Shape.Inside(Form.SERVICE);
    return List.of(
        required("blueprint", new Shape.Only(Spelling.VERSION), "`" + Spelling.VERSION + "`"),
        required("name", NAME, "a name; for life: a blueprint of another name is another one"),
        required(
            "services",
            new Shape.Named(Spelling.NAME, service, 1),
            "one key for each service, at least one"),
        optional(
            "parameters",
            TemplateKeys.PARAMETERS,
            "values to be given from outside; `${params.NAME}` stands for them"),
        optional(
            "templates",
            new Shape.Items(new Shape.Inside(Form.TEMPLATE), 0, false),
            "templates beside those of the grid, each whole"),
        optional(
            "outputs",
            new Shape.Named(Spelling.PORT_NAME, TEXT, 0),
            "what others want to know, as `${services.NAME.ports.PORT}`"));
  }

  private static List<Key> service() {
    List<Key> keys = new ArrayList<>(work());
    keys.addAll(around());
    keys.addAll(supplies());
    keys.addAll(told());
    keys.addAll(PlacementKeys.ALL);
    keys.add(
        optional(
            "job", new Shape.Inside(Form.JOB), "`{}`: it is to end, and with 0 it has completed"));
    keys.add(ScaleKeys.SCALE);
    return List.copyOf(keys);
  }

  private static List<Key> work() {
    return List.of(
        required(
            "run",
            new Shape.Either(PROGRAM, new Shape.Inside(Form.RUN)),
            "what to run; or the command alone"),
        optional(
                "replicas",
                new Shape.Either(
                    new Shape.Whole(0, Service.REPLICAS_MAX), new Shape.Inside(Form.RANGE)),
                "0 to " + Service.REPLICAS_MAX + ", or `{min: 1, max: 8}` beside `scale`")
            .or(1),
        optional(
                "single",
                new Shape.Truth(),
                "`false`: a replacement may start while the lost one may still run")
            .or(true),
        optional("resources", new Shape.Inside(Form.RESOURCES), "what each replica asks for"),
        optional(
            "ports",
            new Shape.Named(
                Spelling.PORT_NAME,
                new Shape.Either(new Shape.Only("auto"), new Shape.Whole(1, Port.MAX)),
                0),
            "port names, each with `auto` or a number from 1 to " + Port.MAX),
        optional(
            "health",
            new Shape.Either(new Shape.Inside(Form.HEALTH), new Shape.Inside(Form.CHECKS)),
            "one probe and how often to ask it; or `startup`, `readiness`, `liveness`"),
        optional(
            "restart", new Shape.Inside(Form.RESTART), "how often a node restarts it by itself"),
        optional(
            "needs",
            new Shape.Items(new Shape.Either(NAME, AWAITED), 0, true),
            "services that must be ready first; or `{NAME: started}`, `{NAME: completed}`"));
  }

  private static List<Key> around() {
    return List.of(
        optional(
            TEMPLATE,
            TemplateKeys.REFERENCE,
            "in the place of `run`: what to make it from, as `redis`, `redis@^1.2`"),
        optional(
            "with", TemplateKeys.WITH, "values for the parameters and the roles of the template"),
        optional(
            "actions",
            new Shape.Named(Spelling.NAME, new Shape.Inside(Form.ACTION), 0),
            "commands to run beside it, by name; at most " + Action.COUNT_MAX),
        optional("update", new Shape.Inside(Form.UPDATE), "how its replicas give way to new ones"),
        optional("budget", new Shape.Inside(Form.BUDGET), "what of it stays ready meanwhile"),
        optional(
                "protect",
                new Shape.Truth(),
                "`true`: no plan may replace it, retire it or scale it to 0")
            .or(false));
  }

  private static List<Key> update(Update usual) {
    return List.of(
        optional(
                "at-once",
                new Shape.Whole(1, Service.REPLICAS_MAX),
                "replicas that may be without service for it at the same time")
            .or(usual.atOnce()),
        optional(
                "canary",
                new Shape.Whole(0, Service.REPLICAS_MAX),
                "replicas that run the new spec before any other does; the first ones")
            .or(usual.canary()),
        optional("healthy-for", TIME, "ready for so long, a replica counts as well")
            .or(Quantity.write(usual.healthyFor())),
        optional(
                "progress-deadline",
                SPAN,
                "without one more replica that is well for so long, it has failed")
            .or(Quantity.write(usual.progressDeadline())),
        optional(
                "promote",
                new Shape.Truth(),
                "`false`: after the canaries it waits for `rhizome promote`")
            .or(usual.promote()),
        optional(
                "revert",
                new Shape.Truth(),
                "`false`: what fails stays as it is, and waits for a human")
            .or(usual.revert()));
  }

  private static Key minReady() {
    return optional(
            "min-ready",
            new Shape.Whole(0, Service.REPLICAS_MAX),
            "replicas that stay ready, whatever is planned; what was lost counts")
        .or(Budget.DEFAULT.minReady());
  }

  private static List<Key> supplies() {
    return List.of(
        optional(
            "files",
            new Shape.Named(Spelling.PORT_NAME, new Shape.Inside(Form.FILE), 0),
            "files the node writes before each of its processes, by name"),
        optional(
            "volumes",
            new Shape.Named(Spelling.PORT_NAME, new Shape.Inside(Form.VOLUME), 0),
            "folders that outlive its processes on a node, by name"),
        optional(
            "secrets",
            new Shape.Either(
                new Shape.Items(new Shape.Text(Spelling.PORT_NAME), 0, true),
                new Shape.Named(Spelling.PORT_NAME, new Shape.Inside(Form.SECRET), 0)),
            "names of secrets it may use: `[db-password]`, or `{db-password: {file: true}}`"));
  }

  private static List<Key> told() {
    return List.of(
        optional(
            "uses",
            new Shape.Items(NAME, 0, true),
            "services whose endpoints it is told without waiting for them; may be its own"),
        optional(
            "reload",
            new Shape.Either(SIGNAL, new Shape.Inside(Form.RELOAD)),
            "how it is told of changed endpoints; or the signal alone"),
        optional("leader", new Shape.Truth(), "`true`: one replica leads, and all are told who")
            .or(false));
  }

  private static List<Key> reload() {
    return List.of(
        optional("signal", SIGNAL, "`HUP`, `USR1`, `USR2` or `WINCH`, to its process"),
        optional(
            "command",
            new Shape.Items(TEXT, 1, false),
            "a list: a program to run in the folder and environment of the workload"),
        optional("timeout", SPAN, "deadline of the command")
            .or(Quantity.write(Reload.Command.TIMEOUT_DEFAULT)));
  }

  private static List<Key> run() {
    return List.of(
        required("command", PROGRAM, "a path, or a name to be found in the node's PATH"),
        optional(
            "args",
            new Shape.Items(TEXT, 0, false),
            "a list; numbers and truths arrive as they are written"),
        optional(
            "env",
            new Shape.Named(Spelling.OWN_VARIABLE, TEXT, 0),
            "variables; those that begin with `RHIZOME_` are the node's"),
        optional("workdir", new Shape.Word(Spelling.ABSOLUTE), "an absolute folder"),
        optional("grace", TIME, "from the wish to stop it to the kill of its whole process group")
            .or(Quantity.write(Run.GRACE_DEFAULT)),
        optional(
            "before-stop",
            new Shape.Inside(Form.BEFORE_STOP),
            "a command to run when it is to stop, before its SIGTERM"));
  }

  private static List<Key> beforeStop() {
    return List.of(
        required(
            "command",
            new Shape.Items(TEXT, 1, false),
            "a list: what to run, in the folder and environment of the workload"),
        optional("timeout", SPAN, "deadline of the command; must leave some of the grace")
            .or(Quantity.write(Run.BeforeStop.TIMEOUT_DEFAULT)));
  }

  private static List<Key> resources() {
    Resources usual = Resources.DEFAULT;
    return List.of(
        optional("cpu", new Shape.Cpu(), "cores: `2`, `0.5`, `500m`; up to 10000 in steps of 0.001")
            .or(Quantity.writeCpu(usual.cpuMillis())),
        optional(
                "memory",
                new Shape.Memory(),
                "a number with B, KiB, MiB, GiB (1024) or KB, MB, GB (1000)")
            .or(Quantity.writeMemory(usual.memoryBytes())));
  }

  private static List<Key> restart(Restart usual) {
    return List.of(
        optional(
                "attempts",
                new Shape.Whole(0, COUNT_MAX),
                "restarts within `window` before the workload moves to another node")
            .or(usual.attempts()),
        optional("window", SPAN, "the time over which attempts are counted")
            .or(Quantity.write(usual.window())),
        optional(
                "backoff",
                TIME,
                "wait before the second attempt; doubled each time; the first is at once")
            .or(Quantity.write(usual.backoff())),
        optional("max-backoff", TIME, "the longest wait; not below `backoff`")
            .or(Quantity.write(usual.backoffMax())),
        optional("healthy-after", TIME, "this long in health, and all attempts are forgotten")
            .or(Quantity.write(usual.healthyAfter())));
  }

  private static List<Key> action() {
    return List.of(
        required(
            "command",
            new Shape.Items(TEXT, 1, false),
            "a list: the program and its arguments, run beside the workload's own"),
        optional("timeout", SPAN, "time one attempt may take; at most 24h")
            .or(Quantity.write(Action.TIMEOUT_DEFAULT)),
        optional(
            "retries",
            new Shape.Items(TIME, 0, false),
            "pauses before further attempts, as many as are listed; at most " + Action.RETRIES_MAX),
        optional(
                "on",
                new Shape.Either(new Shape.Only("first"), new Shape.Only("all")),
                "`first` or `all`: beside which replicas")
            .or("first"),
        optional("every", SPAN, "it recurs with this pause, the first time at random within it"),
        optional(
            "when",
            new Shape.Items(new Shape.Choice(Moment.words()), 1, false),
            "a list of `ready`, `leads`, `unwell`: it runs beside each replica to which that"
                + " happens"));
  }
}
