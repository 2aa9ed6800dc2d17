package rhizome.cli.launch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.cassandra.JournalOptions;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.MemberFile;
import rhizome.cli.command.DataOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.JoinSettings;
import rhizome.cli.host.MemberHost;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.cluster.Role;

/** Starts a member of a cluster. */
@Command(
    name = "join",
    description = {
      "Make this machine a member of a cluster of machines.",
      "By Ctrl-C or SIGTERM it leaves in good order; its workloads run on, for the next start to"
          + " adopt. It comes back by itself after it was cut off."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Join implements Callable<Integer> {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  /** Longer than all phases of an orderly end. */
  private static final Duration ENDING_MAX = Duration.ofSeconds(45);

  private static final Duration START_MAX = Duration.ofSeconds(90);

  @Option(
      names = "--seed",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Control members, the same list on every machine; a majority founds a cluster.")
  private List<String> seeds = new ArrayList<>();

  @Option(
      names = "--first",
      description = "Begin a cluster alone, and make its keys; only ever on one machine.")
  private boolean first;

  @Option(
      names = "--role",
      split = ",",
      paramLabel = "ROLE",
      description =
          "control (hosts the grid's entities), node (runs workloads), gateway (the API), validator"
              + " (votes on the ledger).")
  private List<String> roles = new ArrayList<>();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where other members reach this one (default: 127.0.0.1).")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "For other members (default: 7718).")
  private @Nullable Integer port;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      description = "Of the API, with role gateway; 0 for any (default: 7717).")
  private @Nullable Integer apiPort;

  @Option(
      names = "--agents-port",
      paramLabel = "PORT",
      description = "Of agents that are no members, with role gateway (default: 7720).")
  private @Nullable Integer agentsPort;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "For /alive and /ready, on loopback (default: 7719).")
  private @Nullable Integer managementPort;

  @Option(
      names = "--management-host",
      paramLabel = "ADDRESS",
      description = "The same on another address, open to whoever reaches it, without a token.")
  private @Nullable String managementHost;

  @Option(
      names = "--discovery",
      paramLabel = "WAY",
      description = "How members are found: seeds, dns or kubernetes-api (default: seeds).")
  private @Nullable String discovery;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "What --discovery looks up: a DNS name, or the app label of pods.")
  private @Nullable String service;

  @Option(
      names = "--detection",
      paramLabel = "NAME",
      description = "Patience with lost members: lan-fast, default or wan.")
  private @Nullable String detection;

  @Option(
      names = "--credentials",
      paramLabel = "DIR",
      description = "Folder of the member's keys (default: tls in the data folder, or itself).")
  private @Nullable Path credentials;

  @Option(
      names = "--name",
      paramLabel = "NODE",
      converter = Name.OfNode.class,
      description = "What its node is called (default: the machine's name).")
  private @Nullable NodeId name;

  @Option(
      names = {"-d", "--detach"},
      description = "Start it in the background, with its log in DIR/member.log.")
  private boolean detach;

  @Mixin private JournalOptions journal;
  @Mixin private Capacity capacity;
  @Mixin private DataOptions options;

  private final Terminal terminal;

  public Join(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    JoinSettings settings = settings();
    if (detach) {
      Background.member(settings.data(), words(), START_MAX);
      MemberFile.read(settings.data()).ifPresent(file -> tell(file, Optional.empty()));
      return ExitCode.OK.code();
    }
    Ending<Boolean> ending = new Ending<>(true);
    try {
      return foreground(ending, settings).code();
    } finally {
      ending.closed();
    }
  }

  private ExitCode foreground(Ending<Boolean> ending, JoinSettings settings)
      throws IOException, InterruptedException {
    MemberHost member;
    try {
      member = Interruptible.by(ending.reason(), () -> MemberHost.open(settings));
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    tell(member.file(), member.url().map(Object::toString));
    member.stopped().thenAccept(keep -> ending.reason().complete(keep));
    Watchman watchman = new Watchman(member.place().rejoinMin(), member.place().rejoinMax());
    while (!await(ending)) {
      if (member.isCutOff()) {
        terminal.note("cut off from the cluster; its workloads run on, and it joins again");
        if (!comeBack(ending, member, watchman)) {
          break;
        }
        tell(member.file(), member.url().map(Object::toString));
      } else if (watchman.isStuck(member.isEnding(), ENDING_MAX)) {
        terminal.note("cut off from the cluster, and does not end: it is to be started again");
        Runtime.getRuntime().halt(ExitCode.CUT_OFF.code());
      }
    }
    boolean keep = ending.reason().join();
    terminal.note(keep ? "leaving; the workloads run on" : "leaving, workloads first");
    member.close(keep);
    return ExitCode.OK;
  }

  /** Returns whether it is inside again; else it was told to end. */
  private boolean comeBack(Ending<Boolean> ending, MemberHost member, Watchman watchman)
      throws InterruptedException {
    watchman.begin();
    while (!ending.reason().isDone()) {
      try {
        Interruptible.by(
            ending.reason(),
            () -> {
              member.rejoin();
              return member;
            });
        return true;
      } catch (HostRefused e) {
        terminal.note(String.valueOf(e.getMessage()));
        pause(ending, watchman.next());
      }
    }
    return false;
  }

  private static boolean await(Ending<Boolean> ending) throws InterruptedException {
    pause(ending, LOOK_INTERVAL);
    return ending.reason().isDone();
  }

  private static void pause(Ending<Boolean> ending, Duration time) throws InterruptedException {
    try {
      ending.reason().get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end has no failures", e);
    } catch (TimeoutException _) {
      // nobody told it to end
    }
  }

  private JoinSettings settings() {
    try {
      if (!roles.isEmpty()) {
        var _ = Role.parse(roles);
      }
      seeds.forEach(HostPort::parse);
      journal.contacts().forEach(HostPort::parse);
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    if (first && !seeds.isEmpty()) {
      throw new Trouble(
          ExitCode.USAGE, "--first begins a cluster alone: give it, or --seed, but not both");
    }
    if (service != null && (first || !seeds.isEmpty())) {
      throw new Trouble(
          ExitCode.USAGE,
          "--service is looked up in place of --seed and --first: give one of them");
    }
    return new JoinSettings(
        options.data(),
        config(),
        first,
        credentials(),
        journal.contacts(),
        Optional.ofNullable(name),
        capacity.resources(),
        capacity.labels());
  }

  private Path credentials() {
    if (credentials != null) {
      return credentials;
    }
    Path own = GridClient.credentialsFolder(options.data());
    return Files.isDirectory(own) ? own : options.data();
  }

  private Config config() {
    Map<String, Object> set = new LinkedHashMap<>();
    put(set, "cluster.host", host);
    put(set, "cluster.port", port);
    put(set, "cluster.seeds", seeds.isEmpty() ? null : seeds);
    put(set, "cluster.roles", roles.isEmpty() ? null : roles);
    put(set, "cluster.discovery", discovery);
    put(set, "cluster.service", service);
    put(set, "cluster.detection", detection);
    put(set, "cluster.management.host", managementHost);
    put(set, "cluster.management.port", managementPort);
    put(set, "api.port", apiPort);
    put(set, "agents.port", agentsPort);
    return ConfigFactory.parseMap(set, "the command line");
  }

  private static void put(Map<String, Object> set, String key, @Nullable Object value) {
    if (value != null) {
      set.put("rhizome." + key, value);
    }
  }

  /** The same without {@code --detach}, for a process of its own. */
  private List<String> words() {
    List<String> words =
        new ArrayList<>(List.of("--credentials", settings().credentials().toString()));
    if (first) {
      words.add("--first");
    }
    add(words, "--seed", listed(seeds));
    add(words, "--role", listed(roles));
    add(words, "--cassandra", listed(journal.contacts()));
    add(words, "--host", host);
    add(words, "--port", port);
    add(words, "--api-port", apiPort);
    add(words, "--agents-port", agentsPort);
    add(words, "--management-host", managementHost);
    add(words, "--management-port", managementPort);
    add(words, "--discovery", discovery);
    add(words, "--service", service);
    add(words, "--detection", detection);
    add(words, "--name", name);
    words.addAll(capacity.words());
    return words;
  }

  private static @Nullable String listed(List<String> some) {
    return some.isEmpty() ? null : String.join(",", some);
  }

  private static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.add(option);
      words.add(value.toString());
    }
  }

  private void tell(MemberFile file, Optional<String> url) {
    options.answer(terminal, file.json(), () -> lines(file, url));
    terminal.out().flush();
  }

  private List<String> lines(MemberFile file, Optional<String> url) {
    Columns columns =
        Columns.plain(2)
            .row(Cell.label("member"), new Cell(file.address(), Tint.GOOD))
            .row(Cell.label("roles"), Cell.of(String.join(", ", file.roles())))
            .row(Cell.label("health"), Cell.of("http://" + file.management() + "/ready"))
            .row(Cell.label("process"), Cell.of(file.pid()));
    url.ifPresent(api -> columns.row(Cell.label("api"), Cell.of(api)));
    return columns.lines(terminal.colours());
  }
}
