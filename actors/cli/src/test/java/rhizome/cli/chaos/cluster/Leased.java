package rhizome.cli.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import rhizome.cli.host.Settings;
import rhizome.runtime.cassandra.server.Unavailable;
import rhizome.runtime.kubernetes.ScriptedKubernetes;

/**
 * The same with a lease that says who stays when members lose each other.
 *
 * @param kubernetes keeps the lease, on the host of the store
 */
public record Leased(Clustered members, ScriptedKubernetes kubernetes) implements Roles {

  private static final String LEASE = "rhizome-members";
  private static final String BY_LEASE = "rhizome.cluster.split-brain = lease-majority";

  /**
   * @throws Unavailable if this machine cannot run Cassandra
   */
  public static Leased in(Path folder, List<Member> controls, List<Member> stores, String settings)
      throws Unavailable, IOException, InterruptedException {
    ScriptedKubernetes kubernetes = open(folder.resolve("kubernetes"), stores.getFirst());
    try {
      return new Leased(Clustered.in(folder, controls, stores, settings), kubernetes);
    } catch (Unavailable | IOException | InterruptedException | RuntimeException e) {
      kubernetes.close();
      throw e;
    }
  }

  private static ScriptedKubernetes open(Path folder, Member on) throws IOException {
    try {
      return on.host().visit(() -> new ScriptedKubernetes(folder, on.host().address()));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("no lease can be kept on " + on.name(), e);
    }
  }

  @Override
  public List<String> words(Member member) {
    return members.words(member);
  }

  @Override
  public Map<String, String> environment(Member member) {
    return kubernetes.environment();
  }

  @Override
  public void prepare(Member member) throws IOException {
    members.prepare(member);
    if (member.role() == Role.CONTROL) {
      List<String> own = new ArrayList<>(kubernetes.settings());
      own.add(BY_LEASE);
      Files.write(data(member).resolve(Settings.FILE), own, StandardOpenOption.APPEND);
    }
  }

  @Override
  public Path data(Member control) {
    return members.data(control);
  }

  @Override
  public Path disk(Member member) {
    return members.disk(member);
  }

  @Override
  public List<String> remarks() {
    List<String> holders = kubernetes.holders();
    if (holders.isEmpty()) {
      throw new AssertionError("members have lost each other, and nobody asked for the lease");
    }
    return List.of("the lease went to " + String.join(", ", holders));
  }

  /** Whoever dies with the lease takes it along for its term (docs/operate/cluster.md). */
  @Override
  public boolean isSettled() {
    return kubernetes.isFree(LEASE);
  }

  @Override
  public void close() {
    kubernetes.close();
  }
}
