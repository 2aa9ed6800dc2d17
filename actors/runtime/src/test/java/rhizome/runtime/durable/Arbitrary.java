package rhizome.runtime.durable;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Action;
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
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.supplies.Volume;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Holdings;
import rhizome.grid.node.Node;
import rhizome.grid.task.Args;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * Any value of any record or sealed interface of the house. It walks the types, so that a case that
 * is added to one is tried without anybody thinking of it; types with laws of their own are below.
 */
public final class Arbitrary {

  private static final String[] WORDS = {"", "a", "web", "Grüße ✓", "two words", "x\ny", "\"q\""};

  private final RandomGenerator random;

  public Arbitrary(RandomGenerator random) {
    this.random = random;
  }

  /** One value of each case below {@code sealed}. */
  public <T> List<T> ofEach(Class<T> sealed) {
    return cases(sealed).map(type -> sealed.cast(of(type))).toList();
  }

  /** Every record below a sealed interface, and a record itself. */
  public static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Arbitrary::cases)
        : Stream.of(type);
  }

  public Object of(Class<?> type) {
    Supplier<?> own = lawful().get(type);
    if (own != null) {
      return own.get();
    }
    if (type.isEnum()) {
      return oneOf(List.of(type.getEnumConstants()));
    }
    if (type.isSealed()) {
      return of(oneOf(cases(type).toList()));
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException("say here what an arbitrary " + type + " is");
    }
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = of(components[i].getGenericType());
      types[i] = components[i].getType();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no arbitrary " + type, e);
    }
  }

  private Object of(Type type) {
    if (!(type instanceof ParameterizedType generic)) {
      return of((Class<?>) type);
    }
    Type[] of = generic.getActualTypeArguments();
    Class<?> raw = (Class<?>) generic.getRawType();
    if (raw.equals(List.class)) {
      return listOf(of[0]);
    }
    if (raw.equals(Optional.class)) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(of(of[0]));
    }
    if (raw.equals(SortedSet.class)) {
      return new TreeSet<>(listOf(of[0]));
    }
    if (raw.equals(Map.class) || raw.equals(SortedMap.class)) {
      Map<Object, Object> map = new TreeMap<>();
      listOf(of[0]).forEach(key -> map.put(key, of(of[1])));
      return map;
    }
    throw new IllegalArgumentException("say here what an arbitrary " + type + " is");
  }

  private List<Object> listOf(Type type) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      list.add(of(type));
    }
    return list;
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Map<Class<?>, Supplier<?>> lawful() {
    return Map.ofEntries(
        Map.entry(String.class, () -> oneOf(List.of(WORDS))),
        Map.entry(int.class, () -> 1 + random.nextInt(1000)),
        Map.entry(Integer.class, () -> 1 + random.nextInt(65_535)),
        Map.entry(long.class, () -> 1 + random.nextLong(1L << 50)),
        Map.entry(Long.class, () -> 1 + random.nextLong(1L << 50)),
        Map.entry(boolean.class, random::nextBoolean),
        Map.entry(double.class, random::nextDouble),
        Map.entry(Instant.class, this::instant),
        Map.entry(Duration.class, () -> Duration.ofNanos(1 + random.nextLong(1L << 45))),
        Map.entry(NodeId.class, () -> new NodeId("node-" + random.nextInt(100))),
        Map.entry(RobotId.class, () -> new RobotId("shop-" + random.nextInt(100))),
        Map.entry(ZoneId.class, () -> new ZoneId("zone-" + random.nextInt(100))),
        Map.entry(WorkloadId.class, this::workload),
        Map.entry(Cause.class, this::cause),
        Map.entry(TaskId.class, () -> new TaskId(new RobotId("shop"), "db", "save")),
        Map.entry(Action.class, this::action),
        Map.entry(Args.class, () -> new Args(new TreeMap<>(Map.of("to", oneOf(List.of(WORDS)))))),
        Map.entry(Port.class, () -> new Port("p" + random.nextInt(9), random.nextInt(65_536))),
        Map.entry(Run.class, this::run),
        Map.entry(Restart.class, this::restart),
        Map.entry(Health.class, this::health),
        Map.entry(Threshold.class, this::threshold),
        Map.entry(Service.class, this::service),
        Map.entry(Spec.class, this::spec),
        Map.entry(Table.class, this::table),
        Map.entry(Probe.Command.class, this::command),
        Map.entry(TextFile.class, this::file),
        Map.entry(Volume.class, () -> new Volume("v", "d/v", random.nextLong(1L << 50))),
        Map.entry(Reload.Command.class, this::reload),
        Map.entry(
            Resources.class, () -> new Resources(random.nextInt(9999), random.nextLong(1L << 40))),
        Map.entry(Labels.class, this::labels),
        Map.entry(Wishes.class, this::wishes),
        Map.entry(Job.class, this::job),
        Map.entry(Scale.class, this::scale),
        Map.entry(Holdings.class, this::holdings));
  }

  private Labels labels() {
    return new Labels(
        random.nextBoolean()
            ? new TreeMap<>()
            : new TreeMap<>(Map.of("region", "eu", "a-b", "X_1")));
  }

  /** Often none, as most are. */
  private Wishes wishes() {
    if (random.nextBoolean()) {
      return Wishes.NONE;
    }
    SortedMap<String, List<String>> labels = new TreeMap<>(Map.of("disk", List.of("nvme", "ssd")));
    int weight = 1 + random.nextInt(Wishes.WEIGHT_MAX);
    return new Wishes(
        random.nextBoolean() ? labels : new TreeMap<>(),
        random.nextBoolean() ? List.of() : List.of(new Wishes.Preference(labels, weight)),
        random.nextBoolean() ? Optional.empty() : Optional.of(new Wishes.Spread("rack", weight)),
        random.nextBoolean() ? List.of() : List.of(new Wishes.Company("db", "node")),
        List.of(new Wishes.Company("web", "rack"), new Wishes.Company("db", "region")));
  }

  private Job job() {
    Optional<Duration> deadline =
        random.nextBoolean() ? Optional.empty() : Optional.of((Duration) of(Duration.class));
    Job once = new Job(deadline);
    java.time.ZoneId zone = java.time.ZoneId.of(oneOf(List.of("UTC", "Europe/Brussels")));
    Schedule schedule = new Schedule(oneOf(List.of("@daily", "15 3 * * MON")), zone);
    return switch (random.nextInt(3)) {
      case 0 -> once;
      case 1 -> once.run(1 + random.nextInt(99));
      default -> once.at(Optional.of(schedule));
    };
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextLong(1L << 33), random.nextInt(1_000_000_000));
  }

  private WorkloadId workload() {
    return new WorkloadId(
        new RobotId("shop"), oneOf(List.of("web", "db", "a.b-c_d")), random.nextInt(100));
  }

  private Cause cause() {
    Cause cause = Cause.of("it ended with signal 9 (SIGKILL)", instant());
    for (int i = random.nextInt(Cause.DEPTH_MAX); i > 0; i--) {
      cause = cause.leadingTo("then " + i, instant());
    }
    return cause;
  }

  private Run run() {
    Map<String, String> env = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      env.put("KEY_" + i, oneOf(List.of(WORDS)));
    }
    return new Run(
            "sleep",
            List.of("1000", oneOf(List.of(WORDS))),
            env,
            random.nextBoolean() ? Optional.empty() : Optional.of("/srv"),
            Duration.ofMillis(2 + random.nextInt(100_000)))
        .with(random.nextBoolean() ? Optional.empty() : Optional.of(beforeStop()));
  }

  private Run.BeforeStop beforeStop() {
    return new Run.BeforeStop(List.of(oneOf(List.of(WORDS)), "x"), Duration.ofMillis(1));
  }

  private Restart restart() {
    Duration backoff = Duration.ofMillis(random.nextInt(1000));
    return new Restart(
        random.nextInt(10),
        Duration.ofNanos(1 + random.nextLong(1L << 40)),
        backoff,
        backoff.plusNanos(random.nextLong(1L << 40)),
        Duration.ofSeconds(random.nextInt(100)));
  }

  private Health health() {
    return new Health(
        (Probe) of(Probe.class),
        Duration.ofMillis(1 + random.nextInt(9999)),
        Duration.ofMillis(1 + random.nextInt(9999)),
        1 + random.nextInt(9),
        1 + random.nextInt(9),
        Duration.ofMillis(random.nextInt(9999)),
        random.nextBoolean() ? Checks.NONE : checks());
  }

  private Checks checks() {
    Check liveness = (Check) of(Check.class);
    Check lawful =
        new Check(
            liveness.probe(),
            liveness.interval(),
            liveness.timeout(),
            liveness.failures(),
            Threshold.row(1));
    return new Checks(
        random.nextBoolean() ? Optional.empty() : Optional.of((Check) of(Check.class)),
        random.nextBoolean() ? Optional.empty() : Optional.of((Check) of(Check.class)),
        random.nextBoolean() ? Optional.empty() : Optional.of(lawful));
  }

  private Threshold threshold() {
    int of = 1 + random.nextInt(Threshold.OF_MAX);
    return new Threshold(1 + random.nextInt(of), of);
  }

  private Spec spec() {
    Spec spec =
        new Spec(
            run(),
            (Resources) of(Resources.class),
            listOf(Port.class).stream().map(Port.class::cast).toList(),
            health(),
            restart(),
            random.nextBoolean(),
            (Supplies) of(Supplies.class),
            random.nextBoolean() ? Optional.empty() : Optional.of((Reload) of(Reload.class)),
            (Wishes) of(Wishes.class),
            Optional.empty(),
            priority());
    return spec.single() && random.nextBoolean() ? spec.with((Job) of(Job.class)) : spec;
  }

  private Priority priority() {
    int value = random.nextInt(Priority.LEAST, Priority.MOST + 1);
    return new Priority(value, random.nextBoolean(), random.nextBoolean());
  }

  private Table table() {
    SortedMap<String, SortedMap<String, List<Table.Row>>> services = new TreeMap<>();
    SortedMap<String, Leader> leaders = new TreeMap<>();
    for (Object row : listOf(Table.Row.class)) {
      String service = (String) of(String.class);
      String port = (String) of(String.class);
      services.put(service, new TreeMap<>(Map.of(port, List.of((Table.Row) row))));
      if (random.nextBoolean()) {
        leaders.put(service, (Leader) of(Leader.class));
      }
    }
    return new Table(random.nextLong(1L << 50), services, leaders);
  }

  private Service service() {
    Service fixed = fixed();
    return random.nextBoolean() ? fixed : fixed.scaled(scale());
  }

  private Scale scale() {
    Target.Metric metric =
        new Target.Metric(
            "load",
            "http",
            oneOf(List.of(WORDS)),
            new TreeMap<>(Map.of("code", oneOf(List.of(WORDS)))),
            new BigDecimal(random.nextLong(1, 1L << 40)).movePointLeft(3));
    Pace pace =
        new Pace(
            Duration.ofMillis(random.nextInt(99_999)),
            random.nextInt(999),
            1 + random.nextInt(9),
            Duration.ofMillis(1 + random.nextInt(99_999)));
    Target cpu = new Target.Cpu(1 + random.nextInt(99));
    List<Target> targets =
        random.nextBoolean()
            ? List.of()
            : List.of(cpu, new Target.Memory(1 + random.nextInt(99)), metric);
    int min = random.nextInt(9);
    return new Scale(min, min + 1 + random.nextInt(9), targets, pace, Pace.DOWN);
  }

  private Service fixed() {
    return new Service(
        "web",
        random.nextInt(Service.REPLICAS_MAX + 1),
        (Spec) of(Spec.class),
        List.of("db"),
        random.nextBoolean() ? List.of() : List.of("web"),
        random.nextBoolean() ? List.of() : List.of(action()),
        random.nextBoolean() ? Update.DEFAULT : update(),
        random.nextBoolean() ? Budget.DEFAULT : new Budget(random.nextInt(9)),
        random.nextBoolean(),
        new TreeMap<>(Map.of("db", (Condition) of(Condition.class))),
        random.nextBoolean(),
        Optional.empty());
  }

  private Action action() {
    Duration pause = Duration.ofMillis(1 + random.nextInt(99_999));
    return new Action(
        "save",
        List.of("sh", oneOf(List.of(WORDS))),
        pause,
        random.nextBoolean() ? List.of() : List.of(pause, Duration.ZERO),
        random.nextBoolean(),
        random.nextBoolean() ? Optional.empty() : Optional.of(pause.plusSeconds(1)),
        random.nextBoolean() ? List.of() : List.of(Action.Moment.READY));
  }

  private Update update() {
    Duration healthyFor = Duration.ofMillis(random.nextInt(99_999));
    return new Update(
        1 + random.nextInt(9),
        random.nextInt(9),
        healthyFor,
        healthyFor.plusNanos(1 + random.nextLong(1L << 40)),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private TextFile file() {
    int mode = random.nextInt(TextFile.MODE_MAX + 1);
    return new TextFile("f", "a/f" + random.nextInt(9), mode, oneOf(List.of(WORDS)));
  }

  private Reload.Command reload() {
    return new Reload.Command(
        List.of("nginx", oneOf(List.of(WORDS))), Duration.ofMillis(1 + random.nextInt(9999)));
  }

  private Probe.Command command() {
    return new Probe.Command(List.of("test", oneOf(List.of(WORDS))));
  }

  /** What a node holds is filed under the workload it holds it for. */
  private Holdings holdings() {
    SortedMap<WorkloadId, Node.Reservation> held = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Assignment assignment = (Assignment) of(Assignment.class);
      Node.Fate fate = oneOf(List.of(Node.Fate.values()));
      held.put(assignment.workload(), new Node.Reservation(assignment, fate));
    }
    SortedMap<WorkloadId, Node.Fence> fences = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      fences.put(
          (WorkloadId) of(WorkloadId.class),
          new Node.Fence(random.nextLong(1, 1000), (Instant) of(Instant.class)));
    }
    return new Holdings(held, fences);
  }
}
