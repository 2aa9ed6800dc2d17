package rhizome.cli.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import rhizome.cli.chaos.hosts.Tool;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.JavaCommand;
import rhizome.runtime.cassandra.server.CassandraServer;
import rhizome.runtime.cassandra.server.Unavailable;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Wanted;

/**
 * Control members on a shared journal, and nodes that connect to any of their gateways;
 * certificates for all of them.
 *
 * @param folder with the authority, and the jars of Cassandra
 * @param ports from which their API's are counted; the JDK keeps connections by address and port,
 *     and the same address leads to another host in each namespace
 * @param controls every control member, of which each is a seed
 * @param stores Cassandras, each with a copy
 * @param settings of the grid, beside those of its profile
 */
public record Clustered(
    Path folder, int ports, List<Member> controls, List<Member> stores, String settings)
    implements Roles {

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int PORTS_FIRST = 8800;
  private static final int PORTS_APART = 40;
  private static final int MANAGEMENT = 20;
  private static final int MEMBER_PORT = 7718;
  private static final int AGENTS_PORT = 7720;
  static final int STORE_PORT = 9042;
  private static final int RING_PORT = 7000;
  private static final String JOURNAL_TLS = "\nrhizome.cluster.journal.tls = on\n";
  private static final Duration FETCH_MAX = Duration.ofMinutes(5);
  private static final int CERTIFICATE_DAYS = 2;

  public Clustered {
    controls = List.copyOf(controls);
    stores = List.copyOf(stores);
  }

  /**
   * Makes the authority, and gets the jars while there is a network.
   *
   * @throws Unavailable if this machine cannot run Cassandra
   */
  public static Clustered in(
      Path folder, List<Member> controls, List<Member> stores, String settings)
      throws Unavailable, IOException, InterruptedException {
    Files.createDirectories(folder);
    var _ = Authority.init(folder.resolve("authority"), Optional.empty());
    Clustered roles =
        new Clustered(
            folder, PORTS_FIRST + PORTS_APART * RUNS.getAndIncrement(), controls, stores, settings);
    CassandraServer.fetch(roles.data(stores.getFirst()).resolve("jars"), FETCH_MAX);
    return roles;
  }

  @Override
  public void prepare(Member member) throws IOException {
    boolean journals = member.role() == Role.CONTROL;
    Roles.furnish(data(member), journals ? settings + JOURNAL_TLS : settings);
    var _ =
        Authority.open(folder.resolve("authority"), Optional.empty())
            .issue(
                new Wanted(
                    member.name(),
                    certified(member),
                    List.of(member.host().address()),
                    Duration.ofDays(CERTIFICATE_DAYS)),
                keys(member),
                false);
  }

  private static rhizome.runtime.tls.Role certified(Member member) {
    return switch (member.role()) {
      case STORE -> rhizome.runtime.tls.Role.JOURNAL;
      case CONTROL -> rhizome.runtime.tls.Role.MEMBER;
      case NODE -> rhizome.runtime.tls.Role.AGENT;
    };
  }

  private Path keys(Member member) {
    return data(member).resolve("tls");
  }

  @Override
  public List<String> words(Member member) {
    List<String> words = new ArrayList<>();
    String address = member.host().address();
    switch (member.role()) {
      case STORE -> {
        words.addAll(
            List.of(
                "cassandra",
                "up",
                "--host=" + address,
                "--port=" + STORE_PORT,
                "--tls=" + keys(member)));
        words.addAll(ring(member));
      }
      case CONTROL ->
          words.addAll(
              List.of(
                  "join",
                  "--seed=" + addresses(MEMBER_PORT),
                  "--role=control,gateway",
                  "--host=" + address,
                  "--name=" + member.name(),
                  "--port=" + MEMBER_PORT,
                  "--agents-port=" + AGENTS_PORT,
                  "--api-port=" + Roles.port(ports, member),
                  "--management-port=" + Roles.port(ports + MANAGEMENT, member),
                  "--cassandra=" + contacts()));
      case NODE ->
          words.addAll(
              List.of(
                  "node",
                  "--gateway=" + addresses(AGENTS_PORT),
                  "--name=" + member.name(),
                  "--credentials=" + keys(member),
                  "--work=" + disk(member),
                  "--cpu=2",
                  "--memory=1GiB"));
    }
    words.add("--data=" + data(member));
    return words;
  }

  private boolean isReplicated() {
    return stores.size() > 1;
  }

  /** The first is the seed of the others. */
  private List<String> ring(Member store) {
    String port = "--ring-port=" + RING_PORT;
    Member first = stores.getFirst();
    if (!isReplicated()) {
      return List.of();
    }
    return store.equals(first)
        ? List.of(port)
        : List.of(port, "--seed=%s:%d".formatted(first.host().address(), RING_PORT));
  }

  @Override
  public void makeTables() {
    if (isReplicated()) {
      Member first = stores.getFirst();
      List<String> schema =
          List.of(
              "cassandra",
              "schema",
              "--contact=" + contacts(),
              "--copies=" + stores.size(),
              "--tls=" + keys(first));
      Tool.Outcome made =
          Tool.run(
              first
                  .host()
                  .inside(JavaCommand.line(Background.SHORT_LIVED, schema))
                  .toArray(String[]::new));
      if (!made.isGood()) {
        throw new IllegalStateException("no tables: " + made.said());
      }
    }
  }

  private String contacts() {
    return String.join(
        ",", stores.stream().map(one -> one.host().address() + ":" + STORE_PORT).toList());
  }

  private String addresses(int port) {
    return String.join(
        ",", controls.stream().map(control -> control.host().address() + ":" + port).toList());
  }

  @Override
  public Map<String, String> environment(Member member) {
    return Map.of();
  }

  @Override
  public Path data(Member member) {
    return member.host().folder().resolve("data");
  }

  @Override
  public Path disk(Member member) {
    return member.role() == Role.NODE ? member.host().folder().resolve("work") : data(member);
  }
}
