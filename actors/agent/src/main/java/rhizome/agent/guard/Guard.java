package rhizome.agent.guard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.agent.life.Identity;
import rhizome.agent.process.Leader;
import rhizome.agent.process.NotStarted;
import rhizome.agent.process.Proc;
import rhizome.agent.process.Program;
import rhizome.agent.process.Spawner;
import rhizome.agent.process.Strays;
import rhizome.grid.node.LeaseTerms;

/**
 * The guard of one agent: a shell in a session of its own that outlives the agent's JVM and sleeps
 * until the term it knows has run out. Then it looks again, and ends everything single if nobody
 * renewed it. A guard too many does no harm, so a new one begins before an old one is ended.
 */
public final class Guard {

  /** Tags a guard with the work folder of its agent. */
  static final String TAG = "RHIZOME_GUARD";

  private static final String PATH = "/usr/bin:/bin";
  private static final List<String> NEEDS = List.of("sh", "awk", "grep", "sleep");
  private static final long LOG_BYTES_MAX = 64 << 10;

  private final Path root;
  private final LeaseTerms terms;
  private final Spawner spawner;
  private final String boot;
  private final Post post;
  private final Identity self;

  private Guard(Path root, LeaseTerms terms, Spawner spawner, String boot) throws IOException {
    this.root = root;
    this.terms = terms;
    this.spawner = spawner;
    this.boot = boot;
    this.post = Post.of(root, boot);
    int pid = Math.toIntExact(ProcessHandle.current().pid());
    this.self = Proc.identity(pid, boot).orElseThrow();
  }

  /**
   * The guard of the agent that works in {@code root}; it is not started by this.
   *
   * @param boot of the machine
   * @throws UnsupportedOperationException when this machine cannot run one, and why
   */
  public static Guard of(Path root, LeaseTerms terms, Spawner spawner, String boot)
      throws IOException {
    for (String need : NEEDS) {
      if (find(need).isEmpty()) {
        throw new UnsupportedOperationException(
            "the guard of what is single needs %s, and there is no '%s' in %s; install it, or set"
                    .formatted(String.join(", ", NEEDS), need, PATH)
                + " rhizome.grid.fence = off, if nothing single runs here");
      }
    }
    return new Guard(root, terms, spawner, boot);
  }

  /** What an earlier agent here left of its term. */
  public Term inherited() {
    return post.read()
        .map(
            written ->
                written.holder().isEmpty()
                    ? Term.inherited(written.end())
                    : written.holder().get().equals(self)
                        ? Term.held()
                        : Term.inherited(Duration.ZERO))
        .orElseGet(() -> Term.inherited(Duration.ZERO));
  }

  /** Starts one, and ends whoever was it before. */
  public Leader start() throws IOException, NotStarted {
    Path log = root.resolve(".guard.log");
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      Files.delete(log);
    }
    List<Proc.Stat> former = all(root);
    int pid = spawner.spawn(program(log));
    Leader guard = Leader.ofChild(pid, boot);
    Strays.end(former);
    return guard;
  }

  /** Everything single may go on until then. From any thread. */
  public void until(Duration end) throws IOException {
    post.until(end);
  }

  /** Everything single may go on as long as this process lives. */
  public void hold() throws IOException {
    post.heldBy(self);
  }

  /** One more process that is single. */
  public void add(Identity leader) {
    post.add(leader);
  }

  /** Whether its list is mostly of those who are gone. */
  public boolean isStale() {
    return post.isStale();
  }

  /** All processes that are single. */
  public void replace(Collection<Identity> leaders) throws IOException {
    post.replace(leaders);
  }

  /** Ends every guard of this agent: nothing is left to guard. */
  public void end() throws IOException {
    dismiss(root, boot);
  }

  /** Ends every guard of the agent that works in {@code root}. */
  public static void dismiss(Path root, String boot) throws IOException {
    if (Post.isKept(root)) {
      Strays.end(all(root));
      Post.of(root, boot).delete();
    }
  }

  private static List<Proc.Stat> all(Path root) throws IOException {
    return Proc.all().stream()
        .filter(stat -> root.toString().equals(Proc.environment(stat.pid()).get(TAG)))
        .toList();
  }

  private Program program(Path log) throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", PATH);
    environment.put("LC_ALL", "C");
    environment.put(TAG, root.toString());
    return new Program(
        find("sh").orElseThrow(),
        List.of(
            "-c",
            script(),
            "rhizome-guard",
            post.folder().toString(),
            root.toString(),
            Integer.toString(self.pid()),
            Long.toString(self.startTicks()),
            Long.toString(terms.lease().toMillis() / 10)),
        environment,
        Path.of("/"),
        log);
  }

  private static String script() throws IOException {
    try (InputStream script = Guard.class.getResourceAsStream("guard.sh")) {
      if (script == null) {
        throw new IllegalStateException("guard.sh is missing from the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Optional<Path> find(String program) {
    for (String folder : PATH.split(":", -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
