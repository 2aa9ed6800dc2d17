package rhizome.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.NodeHost;
import rhizome.cli.host.NodeSettings;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.NodeId;

/** Runs one node in a process of its own. */
@Command(
    name = "node",
    description = "Add a node to the grid of a data folder on this machine, in its own process.",
    footer = {"", "Ctrl-C and SIGTERM end the node; with --keep its workloads run on."})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class NodeCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = GridOptions.DATA_DEFAULT,
      description = "Data folder of the grid (default: $RHIZOME_DATA, or else ~/.rhizome).")
  private Path data;

  @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the node.")
  private String name;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder of its workloads (default: nodes/NAME in the data folder).")
  private @Nullable Path work;

  @Option(names = "--keep", description = "Leave the workloads running when the node ends.")
  private boolean keep;

  @Mixin private CapacityOptions offer;

  private final Terminal terminal;

  public NodeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    NodeHost host;
    try {
      NodeId node = new NodeId(name);
      Path folder = work == null ? data.resolve("nodes").resolve(name) : work;
      host = NodeHost.open(new NodeSettings(data, node, folder, offer.capacity()));
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    terminal.say("node " + name + " has joined the grid on " + data);
    AtomicBoolean cut = new AtomicBoolean();
    Ending.await(
        host.cutOff(),
        cutOff -> {
          cut.set(cutOff);
          host.close(cutOff || keep);
        });
    if (cut.get()) {
      throw new Trouble(
          ExitCode.FAILED,
          "the grid on %s has cut node %s off; its workloads run on".formatted(data, name),
          "start the node again, and it adopts them");
    }
    return ExitCode.OK.code();
  }
}
