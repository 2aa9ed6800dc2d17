package rhizome.cli.chaos.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One control member with the embedded journal, and nodes that are members of its cluster.
 *
 * @param folder in which they all find the grid's file and keys
 * @param ports from which their API's are counted; the JDK keeps connections by address and port,
 *     and the same address leads to another host in each namespace
 * @param settings of the grid, beside those of its profile
 */
public record Embedded(Path folder, int ports, String settings) implements Roles {

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int PORTS_FIRST = 7800;
  private static final int PORTS_APART = 20;

  public static Embedded in(Path folder, String settings) {
    return new Embedded(folder, PORTS_FIRST + PORTS_APART * RUNS.getAndIncrement(), settings);
  }

  @Override
  public void prepare(Member member) throws IOException {
    if (member.role() == Role.CONTROL) {
      Roles.furnish(folder, settings);
    }
  }

  @Override
  public List<String> words(Member member) {
    return switch (member.role()) {
      case STORE -> throw new IllegalArgumentException("the embedded profile has no store");
      case CONTROL ->
          List.of(
              "up", "--nodes=0", "--port=" + Roles.port(ports, member), "--data=" + data(member));
      case NODE ->
          List.of(
              "node",
              "--name=" + member.name(),
              "--data=" + folder,
              "--work=" + disk(member),
              "--cpu=2",
              "--memory=1GiB");
    };
  }

  @Override
  public Map<String, String> environment(Member member) {
    return Map.of("RHIZOME_MEMBER_HOST", member.host().address());
  }

  @Override
  public Path data(Member control) {
    return folder;
  }

  @Override
  public Path disk(Member member) {
    return member.role() == Role.NODE ? member.host().folder().resolve("work") : folder;
  }
}
