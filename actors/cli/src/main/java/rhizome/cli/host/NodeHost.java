package rhizome.cli.host;

import java.io.IOException;
import rhizome.cli.client.GridFile;
import rhizome.runtime.grid.Member;

/** One node in this process, a member of a grid whose control member runs in another. */
public final class NodeHost {

  private final Member member;
  private final NodeParts node;
  private final String joined;

  private NodeHost(Member member, NodeParts node, String joined) {
    this.member = member;
    this.node = node;
    this.joined = joined;
  }

  /**
   * Joins the grid of the data folder.
   *
   * @throws HostRefused if no grid runs there, or the work folder is in use
   */
  public static NodeHost open(NodeSettings settings) throws HostRefused {
    GridFile grid =
        GridFile.read(settings.data())
            .orElseThrow(
                () ->
                    new HostRefused(
                        "no grid runs on %s: start one with `rhizome up --data %s`"
                            .formatted(settings.data(), settings.data())));
    Settings limits = Settings.read(settings.data());
    Member member;
    try {
      member = Member.node(settings.data(), grid.member(), limits.own(), limits.grid());
    } catch (IllegalStateException e) {
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
    try {
      return new NodeHost(
          member,
          NodeParts.open(
              limits.grid(),
              limits.grid().terms(),
              member.grid()::link,
              settings
                  .at(limits.address(), settings.address())
                  .labelled(limits.labels())
                  .powered(limits.powerDown()),
              limits.agent()),
          grid.member());
    } catch (IOException | IllegalStateException | UnsupportedOperationException e) {
      member.close();
      throw new HostRefused(String.valueOf(e.getMessage()), e);
    }
  }

  /** Address of the control member this node joined. */
  public String joined() {
    return joined;
  }

  /** The grid went on without this node: its membership is over. */
  public boolean isCutOff() {
    return member.system().getWhenTerminated().toCompletableFuture().isDone();
  }

  /** Ends the node and waits for it; its workloads run on only if they are kept. */
  public void close(boolean keep) {
    member.hush();
    node.close(keep);
    member.close();
  }
}
