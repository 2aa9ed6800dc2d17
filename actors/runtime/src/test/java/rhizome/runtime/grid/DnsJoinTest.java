package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.grid.Ring.await;
import static rhizome.runtime.grid.Ring.up;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Blueprint;
import rhizome.grid.robot.Robot;
import rhizome.house.FreePorts;
import rhizome.kernel.RobotId;
import rhizome.runtime.cluster.JoinRefused;

/** Real members that know no more of each other than a name, and a server that resolves it. */
class DnsJoinTest {

  private static final String NAME = "grid.example";
  private static final Duration TARGET_MAX = Duration.ofSeconds(20);
  private static final RobotId SHOP = new RobotId("shop");

  @TempDir Path folder;

  private final int management = FreePorts.pick(1).getFirst();
  private ScriptedDns dns;

  @BeforeEach
  void open() throws Exception {
    dns = new ScriptedDns();
  }

  @AfterEach
  void close() {
    dns.close();
  }

  @Test
  void twoOfThreeThatAreNamedFoundOneClusterAndServe() throws Exception {
    for (int i = 0; i < 3; i++) {
      dns.address(NAME, host(i));
    }
    try (Ring ring = new Ring(folder, 3)) {
      CompletableFuture<Member> joining = ring.joining(2, place(2));
      Member first = ring.join(1, place(1));
      Member second = joining.join();
      await("one cluster of two", () -> up(first) == 2 && up(second) == 2);
      serves(first, second);
    }
  }

  @Test
  @Tag("chaos")
  void serviceRecordsTellPortsSoThatOneAddressWillDoAndWhoIsLateComesIn() throws Exception {
    List<Integer> ports = FreePorts.pick(3);
    String[][] places = new String[3][];
    for (int i = 0; i < 3; i++) {
      dns.service("_health._tcp." + NAME, "m" + i + "." + NAME, ports.get(i));
      dns.address("m" + i + "." + NAME, "127.0.0.1");
      places[i] =
          lines(
              "akka.io.dns.resolver = async-dns",
              "akka.management.cluster.bootstrap.contact-point-discovery.port-name = health",
              "rhizome.cluster.management.port = " + ports.get(i));
    }
    try (Ring ring = new Ring(folder, 3)) {
      CompletableFuture<Member> joining = ring.joining(0, places[0]);
      Member second = ring.join(1, places[1]);
      Member first = joining.join();
      Member third = ring.join(2, places[2]);
      await("one cluster of three", () -> up(first) == 3 && up(second) == 3 && up(third) == 3);
      serves(first, third);
    }
  }

  @Test
  void whoFindsTooFewFoundsNothingAndSaysWhatWouldHelp() throws Exception {
    dns.address(NAME, host(0));
    dns.address(NAME, host(1));
    dns.address("others.example", host(6));
    String soon = "rhizome.cluster.join-timeout = 3s";
    String silent =
        "akka.io.dns.async-dns.nameservers = [\"127.0.0.1:%d\"]"
            .formatted(FreePorts.pick(1).getFirst());
    try (Ring ring = new Ring(folder, 6)) {
      var alone = ring.joining(0, place(0, soon));
      var nameless = ring.joining(5, place(5, soon, "rhizome.cluster.service = grdi.example"));
      var unlisted = ring.joining(2, place(2, soon, "rhizome.cluster.service = others.example"));
      var deaf = ring.joining(3, place(3, soon, silent));
      var node = ring.joining(4, place(4, soon, "rhizome.cluster.roles = [node]"));
      assertThat(refusal(alone))
          .contains("not inside a cluster after 3 s", "grid.example names 2")
          .contains(at(0) + " answers, and is in no cluster")
          .contains(at(1) + " refuses connections: no member listens there")
          .contains("founded when 2 answer (rhizome.cluster.contact-points-min), 1 do");
      assertThat(refusal(nameless))
          .contains("DNS knows nobody by the name grdi.example")
          .contains("a record for each control member", "--service");
      assertThat(refusal(unlisted))
          .contains("0 do; this member's own " + at(2) + " is not among those named");
      assertThat(refusal(deaf))
          .contains("DNS does not answer for grid.example", "akka.io.dns.async-dns.nameservers");
      assertThat(refusal(node)).contains("founds none without role control");
    }
  }

  private static void serves(Member member, Member other) throws InterruptedException {
    await("shards", () -> state(member) != null);
    var target =
        new Robot.Command.Target(new Blueprint(SHOP.name(), List.of()), 0, "tester", Instant.now());
    assertThat(member.grid().robot(SHOP, target).toCompletableFuture()).succeedsWithin(TARGET_MAX);
    await("the same robot", () -> state(other) instanceof Robot.State.Active);
  }

  /** Nothing, as long as there is no answer. */
  private static Robot.@Nullable State state(Member member) {
    return member.grid().robot(SHOP).exceptionally(_ -> null).toCompletableFuture().join();
  }

  private static String refusal(CompletableFuture<Member> joining) {
    try {
      return "was let in: " + joining.join().address();
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(JoinRefused.class);
      return String.valueOf(e.getMessage());
    }
  }

  private static String host(int i) {
    return "127.0.0." + (2 + i);
  }

  private String at(int i) {
    return host(i) + ":" + management;
  }

  /** On an address of its own, with the management port of all. */
  private String[] place(int i, String... more) {
    return lines(
        more,
        "rhizome.cluster.host = " + host(i),
        "rhizome.cluster.management { host = %s, port = %d }".formatted(host(i), management));
  }

  private String[] lines(String... own) {
    return lines(new String[0], own);
  }

  /** The last line wins. */
  private String[] lines(String[] last, String... own) {
    List<String> lines = new ArrayList<>();
    lines.add("rhizome.cluster { seeds = [], discovery = dns, service = %s }".formatted(NAME));
    lines.add(dns.setting());
    lines.add(Ring.LOOKS_OFTEN);
    // All end at once, so the last of them have nobody to see them off.
    lines.add("akka.coordinated-shutdown.phases.cluster-exiting.timeout = 1s");
    lines.addAll(List.of(own));
    lines.addAll(List.of(last));
    return lines.toArray(String[]::new);
  }
}
