package rhizome.blueprints;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Reload;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Threshold;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;
import rhizome.blueprints.scale.Target;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;

/** Valid blueprints of all kinds, the odd ones more often than in life. */
public final class RandomBlueprints {

  private static final String[] ODD = {
    "",
    " ",
    "~",
    "null",
    "true",
    "-1",
    "0x1F",
    "1e3",
    "a: b",
    "- x",
    "#",
    "'",
    "\"",
    "\\",
    "\\n",
    "\n",
    "\t",
    "é",
    "\u2028",
    "😀",
    "${",
    "$",
    "$$",
    "$${",
    "${here}",
    "${ports.none}",
    "{}",
    "}",
    "[",
    "&a",
    "*a",
    "!t",
    "%",
    "@",
    "`",
    "|",
    ">",
    "<<",
    "\u0001",
    "\u007F",
    "\uFEFF",
    "a  b"
  };

  private final RandomGenerator random;

  public RandomBlueprints(RandomGenerator random) {
    this.random = random;
  }

  public Blueprint blueprint() {
    int count = random.nextInt(1, 7);
    List<Service> services = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> before = services.stream().map(Service::name).toList();
      services.add(service(pick("s", "null", "8", "web-1", "a.b_c") + "-" + i, before));
    }
    return new Blueprint(pick("shop", "1", "true", "a-b"), services, outputs(services));
  }

  /** Ports that are fixed would be filled in, so only the others stand in them. */
  private SortedMap<String, String> outputs(List<Service> services) {
    SortedMap<String, String> outputs = new TreeMap<>();
    for (Service service : services) {
      outputs.put("o-" + outputs.size(), text().replace("${", "$${"));
      service.spec().ports().stream()
          .filter(Port::auto)
          .forEach(
              port ->
                  outputs.put(
                      "p-" + outputs.size(),
                      "at ${services." + service.name() + ".ports." + port.name() + "}"));
    }
    return random.nextBoolean() ? outputs : new TreeMap<>();
  }

  /** A service that needs some of {@code others}. */
  public Service service(String name, List<String> others) {
    List<String> needs = others.stream().filter(_ -> random.nextInt(3) == 0).toList();
    List<String> uses =
        random.nextInt(3) > 0
            ? List.of()
            : Stream.concat(others.stream(), Stream.of(name)).toList();
    Spec spec = spec();
    SortedMap<String, Condition> conditions = new TreeMap<>();
    for (String need : needs) {
      conditions.put(need, random.nextBoolean() ? Condition.STARTED : Condition.READY);
    }
    Service service =
        new Service(name, random.nextInt(5), spec, needs)
            .awaiting(conditions)
            .using(uses)
            .with(actions(spec))
            .with(update(), budget(), random.nextInt(4) == 0);
    Service led = spec.single() && random.nextInt(4) == 0 ? service.leading() : service;
    return spec.job().isEmpty() && random.nextInt(4) == 0
        ? led.scaled(scale(spec)).unscaled()
        : led;
  }

  private Scale scale(Spec spec) {
    List<Target> targets = new ArrayList<>();
    if (spec.resources().cpuMillis() > 0) {
      targets.add(new Target.Cpu(random.nextInt(1, 200)));
    }
    if (spec.resources().memoryBytes() > 0 && random.nextBoolean()) {
      targets.add(new Target.Memory(random.nextInt(1, 200)));
    }
    for (Port port : spec.ports()) {
      SortedMap<String, String> labels = new TreeMap<>();
      some(() -> pick("a", "_b")).forEach(label -> labels.put(label, text()));
      BigDecimal each = new BigDecimal(random.nextLong(1, 1L << 40)).movePointLeft(3);
      String path = pick("/metrics", "/a?b=c#${x}");
      targets.add(new Target.Metric(pick("up", "a:b"), port.name(), path, labels, each));
    }
    int min = random.nextInt(4);
    return new Scale(min, min + random.nextInt(1, 9), targets, pace(), pace());
  }

  private Pace pace() {
    int share = random.nextInt(300);
    return new Pace(duration(0), share, random.nextInt(9) + 1, duration(1).plusMillis(1));
  }

  private List<Action> actions(Spec spec) {
    List<String> ports = spec.ports().stream().map(Port::name).toList();
    List<Action> actions = new ArrayList<>();
    for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) {
      actions.addFirst(
          new Action(
              pick("save", "8", "a.b") + "-" + i,
              List.of("c" + template(ports), template(ports)),
              Duration.ofMillis(random.nextLong(1, Action.TIMEOUT_MAX.toMillis())),
              random.nextBoolean() ? List.of() : List.of(duration(0), duration(0)),
              random.nextBoolean(),
              random.nextBoolean() ? Optional.empty() : Optional.of(duration(1).plusSeconds(1)),
              random.nextBoolean() ? List.of() : List.of(Action.Moment.READY)));
    }
    actions.sort(Comparator.comparing(Action::name));
    return actions;
  }

  private Update update() {
    if (random.nextBoolean()) {
      return Update.DEFAULT;
    }
    Duration healthyFor = duration(0);
    return new Update(
        random.nextInt(1, 9),
        random.nextInt(4),
        healthyFor,
        healthyFor.plus(duration(1)),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private Budget budget() {
    return random.nextBoolean() ? Budget.DEFAULT : new Budget(random.nextInt(5));
  }

  public Spec spec() {
    List<Port> ports = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      ports.add(new Port("p-" + i, random.nextBoolean() ? Port.AUTO : 1000 * i + i));
    }
    List<String> names = ports.stream().map(Port::name).toList();
    Spec spec = whole(names, ports);
    return spec.single() && random.nextInt(3) == 0
        ? spec.with(new Job(random.nextBoolean() ? Optional.empty() : Optional.of(duration(1))))
        : spec;
  }

  /** When a job runs again and again. */
  public Schedule schedule() {
    List<String> times = List.of("15 3 * * *", "@daily", "*/5 * * * MON-FRI");
    List<String> zones = List.of("UTC", "Europe/Brussels", "+02:00");
    return new Schedule(
        times.get(random.nextInt(times.size())),
        ZoneId.of(zones.get(random.nextInt(zones.size()))),
        random.nextBoolean() ? Policy.FORBID : Policy.REPLACE,
        random.nextInt(Schedule.KEEP_MAX + 1),
        duration(1));
  }

  private Spec whole(List<String> names, List<Port> ports) {
    return new Spec(
        run(names),
        new Resources(random.nextLong(10_000), random.nextLong(1L << 40)),
        ports,
        health(names),
        restart(),
        random.nextBoolean(),
        random.nextBoolean() ? Supplies.NONE : supplies(names),
        reload(names),
        random.nextInt(3) == 0 ? wishes() : Wishes.NONE,
        Optional.empty(),
        random.nextInt(3) == 0 ? priority() : Priority.USUAL);
  }

  private Priority priority() {
    int value = random.nextInt(Priority.LEAST, Priority.MOST + 1);
    return new Priority(value, random.nextBoolean(), false);
  }

  /** Those that name no service, of which only its blueprint knows. */
  private Wishes wishes() {
    return new Wishes(
        random.nextBoolean() ? new TreeMap<>() : labels(),
        some(() -> new Wishes.Preference(labels(), random.nextInt(1, 101))),
        maybe(() -> new Wishes.Spread(pick("rack", "node"), random.nextInt(1, 9))),
        List.of(),
        List.of());
  }

  private SortedMap<String, List<String>> labels() {
    SortedMap<String, List<String>> labels = new TreeMap<>();
    labels.put(pick("8", "null", "a-b"), List.of(pick("true", "8.0", "x_Y"), pick("z", "0x1")));
    return labels;
  }

  private Supplies supplies(List<String> ports) {
    int[] number = {0};
    List<Secret> secrets = some(() -> new Secret("s" + number[0]++, random.nextBoolean()));
    List<Volume> volumes =
        some(() -> new Volume("v-" + number[0], "d" + number[0]++, random.nextLong(1L << 40)));
    List<TextFile> files =
        some(
            () ->
                new TextFile(
                    pick("true", "f") + number[0],
                    pick("a/b", "8", "null", ".x/y.z") + number[0]++,
                    random.nextInt(TextFile.MODE_MAX + 1),
                    template(ports) + pick("", "\n${HOME} $${PID} ${p.x} ${here}\n")));
    return new Supplies(files, volumes, secrets);
  }

  private Optional<Reload> reload(List<String> ports) {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.of(new Reload.Signal(Reload.Name.USR2));
      case 1 -> Optional.of(new Reload.Command(List.of("c" + template(ports)), duration(1)));
      default -> Optional.empty();
    };
  }

  private Run run(List<String> ports) {
    Map<String, String> env = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      env.put(pick("A", "null", "_x", "DB_KEY") + i, template(ports));
    }
    return new Run(
        "c" + plain(),
        some(() -> template(ports)),
        env,
        random.nextBoolean() ? Optional.empty() : Optional.of("/" + text()),
        duration(0));
  }

  private Health health(List<String> ports) {
    Checks checks =
        new Checks(
            maybe(() -> check(ports, threshold())),
            maybe(() -> check(ports, threshold())),
            maybe(() -> check(ports, Threshold.row(1))));
    return random.nextBoolean() && !checks.none()
        ? Health.of(checks)
        : new Health(
            probe(ports),
            duration(1),
            duration(1),
            random.nextInt(1, 9),
            random.nextInt(1, 9),
            duration(0),
            Checks.NONE);
  }

  private Check check(List<String> ports, Threshold successes) {
    return new Check(probe(ports), duration(1), duration(1), threshold(), successes);
  }

  private Threshold threshold() {
    int of = random.nextInt(1, Threshold.OF_MAX + 1);
    return new Threshold(random.nextInt(1, of + 1), of);
  }

  private Probe probe(List<String> ports) {
    return switch (ports.isEmpty() ? random.nextInt(3) : random.nextInt(5)) {
      case 0 -> new Probe.Alive();
      case 1 -> new Probe.Command(List.of("c" + text(), text()));
      case 2 -> new Probe.Log(duration(1));
      case 3 -> new Probe.Tcp(ports.getFirst());
      default -> new Probe.Http(ports.getLast(), pick("/", "/a?b=c#${x}", "/'\"\\:"));
    };
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
  }

  private Restart restart() {
    Duration backoff = duration(0);
    return new Restart(
        random.nextInt(9), duration(1), backoff, backoff.plus(duration(0)), duration(0));
  }

  private Duration duration(int least) {
    return switch (random.nextInt(3)) {
      case 0 -> Duration.ofMillis(least + random.nextInt(5_000));
      case 1 -> Duration.ofSeconds(least + random.nextInt(100_000));
      default -> Duration.ofNanos(least + random.nextLong(10_000_000_000L));
    };
  }

  /** Text for args and env: port placeholders stand in it only for ports that are there. */
  private String template(List<String> ports) {
    String plain = plain();
    return ports.isEmpty() || random.nextBoolean()
        ? plain
        : plain + pick(" ", "x") + pick("${ports.", "$${ports.") + ports.getFirst() + "}" + "y";
  }

  private String plain() {
    return text().replace("${ports", "$ports");
  }

  private String text() {
    return String.join("", some(() -> random.nextBoolean() ? pick(ODD) : pick("a", "b ", "Z9")));
  }

  private <T> List<T> some(Supplier<T> each) {
    List<T> some = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      some.add(each.get());
    }
    return some;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
