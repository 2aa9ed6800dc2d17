package rhizome.cli.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridFile;
import rhizome.cli.command.DataOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.DownMark;
import rhizome.cli.host.EdgeSettings;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.NodeHost;
import rhizome.cli.host.NodeSettings;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.HostPort;

/** Starts one more node. */
@Command(
    name = "node",
    description = {
      "Run one more node, in a process of its own.",
      "With --gateway it serves a grid on other machines, over one authenticated stream, and needs",
      "nothing of that grid here. Without, it joins the grid on a data folder of this machine, and",
      "ends with it. By Ctrl-C it ends with its workloads."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Node implements Callable<Integer> {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NODE",
      converter = Name.OfNode.class,
      description = "What it is called; one of a kind in its grid.")
  private NodeId name;

  @Option(
      names = "--gateway",
      paramLabel = "HOST:PORT[,...]",
      description = "Where the grid takes agents; the next is tried when one does not answer.")
  private @Nullable String gateways;

  @Option(
      names = "--credentials",
      paramLabel = "DIR",
      description =
          "Folder with this node's key and certificate, made by 'rhizome pki issue --role agent'.")
  private @Nullable Path credentials;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder of its workloads (default: nodes/NODE in the data folder).")
  private @Nullable Path work;

  @Mixin private Capacity capacity;
  @Mixin private DataOptions options;

  private final Terminal terminal;

  public Node(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path data = options.data();
    Path folder = work == null ? data.resolve("nodes").resolve(name.name()) : work;
    NodeSettings settings =
        new NodeSettings(data, name, folder, capacity.resources()).labelled(capacity.labels());
    return gateways == null && credentials == null
        ? member(settings)
        : EdgeRun.run(terminal, edge(settings));
  }

  private EdgeSettings edge(NodeSettings settings) {
    if (gateways == null || credentials == null) {
      throw new Trouble(
          ExitCode.USAGE,
          "--gateway and --credentials go together: where the grid is, and what proves who calls");
    }
    try {
      return new EdgeSettings(settings, HostPort.list(gateways), credentials);
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private int member(NodeSettings settings) throws InterruptedException {
    Path data = settings.data();
    Ending<Fate> ending = new Ending<>(Fate.TOLD);
    try {
      Fate fate;
      do {
        NodeHost node = open(settings);
        terminal.say("node %s is a member of the grid on %s".formatted(name, data));
        terminal.out().flush();
        fate = await(ending, node, data);
        terminal.note("node %s: %s".formatted(name, fate.told()));
        node.close(fate == Fate.REJOIN);
      } while (fate == Fate.REJOIN);
    } finally {
      ending.closed();
    }
    return ExitCode.OK.code();
  }

  private static Fate await(Ending<Fate> ending, NodeHost node, Path data)
      throws InterruptedException {
    while (true) {
      try {
        return ending.reason().get(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the end has no failures", e);
      } catch (TimeoutException _) {
        Fate fate =
            Fate.of(GridFile.read(data), node.joined(), node.isCutOff(), DownMark.isSet(data));
        if (fate != Fate.STAY) {
          return fate;
        }
      }
    }
  }

  private static NodeHost open(NodeSettings settings) {
    try {
      return NodeHost.open(settings);
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }
}
