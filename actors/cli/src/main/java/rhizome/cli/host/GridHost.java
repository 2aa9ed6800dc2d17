package rhizome.cli.host;

import com.typesafe.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.cli.chain.LaterLedger;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.gateway.Gateway;
import rhizome.gateway.GatewaySettings;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.runtime.grid.GridSettings;
import rhizome.runtime.grid.Member;
import rhizome.runtime.journal.JournalRefused;

/** A grid in this process: the control member, its agents, and the API. */
public final class GridHost {

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Path data;
  private final Member member;
  private final List<NodeParts> nodes;
  private final Front front;
  private final GridFile file;

  /**
   * What people meet.
   *
   * @param stopped completed when the API was asked to end the grid
   */
  private record Front(Gateway gateway, LaterLedger ledger, CompletableFuture<Boolean> stopped) {}

  private GridHost(Path data, Member member, List<NodeParts> nodes, Front front) {
    this.data = data;
    this.member = member;
    this.nodes = nodes;
    this.front = front;
    this.file = new GridFile(url(), ProcessHandle.current().pid(), member.address());
  }

  /**
   * Starts a grid, going on where an earlier one on the same folder ended. Returns when its API
   * answers.
   *
   * @throws HostRefused if the folder is in use or damaged, or the port is taken
   */
  public static GridHost open(HostSettings settings) throws HostRefused {
    Settings limits = Settings.read(settings.data());
    Member member;
    try {
      Config own = limits.own().withFallback(LedgerHost.config(settings.data()));
      member = Member.control(settings.data(), own, limits.grid());
    } catch (JournalRefused | IllegalStateException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
    List<NodeParts> nodes = new ArrayList<>();
    try {
      CompletableFuture<Boolean> stopped = new CompletableFuture<>();
      GatewaySettings api = limits.api();
      LedgerPlan plan = LedgerPlan.from(Member.profile(limits.own()));
      LaterLedger ledger = new LaterLedger(plan.explorer().patience());
      Gateway gateway =
          Doors.open(
              new Doors.Keys(settings.data(), GridClient.credentialsFolder(settings.data())),
              api.withPort(settings.port().orElse(api.port())),
              member,
              ledger,
              stopped);
      for (int i = 1; i <= settings.nodes(); i++) {
        nodes.add(node(settings, limits, member, new NodeId("n" + i)));
      }
      Front front = new Front(gateway, ledger, stopped);
      GridHost host = new GridHost(settings.data(), member, nodes, front);
      DownMark.clear(settings.data());
      host.file.write(settings.data());
      ledger.begin(() -> LedgerHost.open(settings.data(), member.system(), plan));
      return host;
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | UnsupportedOperationException e) {
      nodes.forEach(node -> node.close(true));
      member.close();
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private static NodeParts node(HostSettings settings, Settings limits, Member member, NodeId node)
      throws IOException {
    Path work = settings.data().resolve("nodes").resolve(node.name());
    return NodeParts.open(
        limits.grid(),
        terms(limits.grid()),
        member.grid()::link,
        new NodeSettings(settings.data(), node, work, settings.capacity())
            .at(limits.address(), NodeSettings.LOOPBACK)
            .labelled(settings.labels())
            .labelled(limits.labels()),
        limits.agent());
  }

  /** A node in here ends with all who could replace it. */
  private static LeaseTerms terms(GridSettings grid) {
    LeaseTerms terms = grid.terms();
    return terms.mode() == FenceMode.LIFE ? terms.with(FenceMode.OFF) : terms;
  }

  public URI url() {
    return front.gateway().url();
  }

  /** How this grid is found. */
  public GridFile file() {
    return file;
  }

  /** What an operator should know about this start; usually nothing. */
  public List<String> remarks() {
    return member.remarks();
  }

  /** Completes when the API was asked to end the grid, with whether to keep the workloads. */
  public CompletionStage<Boolean> stopped() {
    return front.stopped();
  }

  /** Ends the grid and waits for it; its workloads run on only if they are kept. */
  public void close(boolean keep) throws IOException {
    file.delete(data);
    if (!keep) {
      DownMark.set(data);
    }
    front.gateway().close(GRACE).toCompletableFuture().join();
    front.ledger().settle();
    member.hush();
    nodes.forEach(node -> node.close(keep));
    member.close();
  }
}
