package rhizome.cli.launch;

import java.util.concurrent.CompletableFuture;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.EdgeHost;
import rhizome.cli.host.EdgeSettings;
import rhizome.cli.host.HostRefused;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.edge.Refusal;

/** The life of a node that is no member of a cluster. */
final class EdgeRun {

  /** How it ends: by a signal, or by a refusal of the grid. */
  private sealed interface End {
    record Told() implements End {}

    record Out(Refused refused) implements End {}
  }

  private EdgeRun() {}

  static int run(Terminal terminal, EdgeSettings settings) {
    String name = settings.node().node().name();
    Ending<End> ending = new Ending<>(new End.Told());
    try {
      EdgeHost host = open(terminal, settings);
      terminal.say("node %s runs here and calls %s".formatted(name, settings.gateways()));
      terminal.out().flush();
      CompletableFuture<End> reason = ending.reason();
      var _ = host.refused().thenAccept(refused -> reason.complete(new End.Out(refused)));
      return switch (reason.join()) {
        case End.Told _ -> {
          terminal.note("node %s: %s".formatted(name, Fate.TOLD.told()));
          host.close(false);
          yield ExitCode.OK.code();
        }
        case End.Out(var refused) -> throw refused(host, refused);
      };
    } finally {
      ending.closed();
    }
  }

  private static EdgeHost open(Terminal terminal, EdgeSettings settings) {
    try {
      return EdgeHost.open(
          settings, news -> terminal.note("node %s: %s".formatted(settings.node().node(), news)));
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** What a younger boot of this node has taken over must not run here, too. */
  private static Trouble refused(EdgeHost host, Refused refused) {
    boolean superseded = refused.reason() == Refusal.SUPERSEDED;
    host.close(!superseded);
    return new Trouble(
        ExitCode.REFUSED,
        "the grid refuses this node (%s); %s"
            .formatted(
                refused.reason(),
                superseded ? "its workloads were ended" : "what ran here runs on"),
        refused.remedy());
  }
}
