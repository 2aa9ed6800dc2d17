package rhizome.cli.chaos.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.chaos.hosts.Ground.Ability;

/** The cables are real: packets are counted that come, and that do not. */
class NetworkTest {

  private static final int PACKETS = 400;
  private static final int SILENCE_MILLIS = 300;

  @TempDir private Path folder;
  private Ground ground;
  private Network network;

  @BeforeEach
  void open() throws IOException {
    folder = folder.toRealPath();
    ground = Ground.probe(folder);
    ground.words().forEach(System.err::println);
    network = Network.open(folder, ground, List.of("a", "b", "c"));
  }

  @AfterEach
  void close() {
    network.close();
    assertThat(Spaces.all())
        .noneMatch(space -> space.startsWith(network.folder().getFileName() + ""));
    assertThat(network.folder()).doesNotExist();
  }

  private void assumeLinks() {
    assumeTrue(network.canLeak(), () -> "no cables to cut here: " + ground.words());
  }

  /** How many of so many packets came. */
  private int come(String from, String to, int packets) throws Exception {
    InetAddress address = InetAddress.getByName(network.host(to).address());
    DatagramSocket ear =
        network.host(to).visit(() -> new DatagramSocket(new InetSocketAddress(address, 0)));
    try (ear) {
      ear.setSoTimeout(SILENCE_MILLIS);
      DatagramSocket mouth = network.host(from).visit(DatagramSocket::new);
      try (mouth) {
        return count(mouth, ear, packets);
      }
    }
  }

  private static int count(DatagramSocket mouth, DatagramSocket ear, int packets)
      throws IOException {
    int come = 0;
    for (int i = 0; i < packets; i++) {
      mouth.send(new DatagramPacket(new byte[1], 1, ear.getLocalSocketAddress()));
      if (i % 50 == 49 || i == packets - 1) {
        come += drain(ear);
      }
    }
    return come;
  }

  private static int drain(DatagramSocket ear) throws IOException {
    int come = 0;
    try {
      while (true) {
        ear.receive(new DatagramPacket(new byte[8], 8));
        come++;
      }
    } catch (SocketTimeoutException _) {
      return come;
    }
  }

  @Test
  void everybodyHearsEverybodyAndNobodyElse() throws Exception {
    for (String from : List.of("a", "b", "c")) {
      for (String to : List.of("a", "b", "c")) {
        assertThat(come(from, to, 3)).as(from + " to " + to).isEqualTo(3);
      }
    }
    assumeTrue(network.isReal(), () -> "no hosts of their own here: " + ground.words());
    DatagramSocket mouth = network.host("a").visit(DatagramSocket::new);
    try (mouth) {
      InetSocketAddress outside = new InetSocketAddress("192.0.2.1", 9);
      assertThatThrownBy(() -> mouth.send(new DatagramPacket(new byte[1], 1, outside)))
          .as("there is no way out")
          .hasMessageContaining("unreachable");
    }
  }

  @Test
  void aWayIsCutInOneDirectionOnlyAndMended() throws Exception {
    assumeLinks();
    network.lose("a", "b", 100);
    assertThat(come("a", "b", 5)).isZero();
    assertThat(come("b", "a", 5)).isEqualTo(5);
    assertThat(come("a", "c", 5)).isEqualTo(5);
    network.lose("a", "b", 0);
    assertThat(come("a", "b", 5)).isEqualTo(5);
  }

  @Test
  void halvesHearTheirOwnOnly() throws Exception {
    assumeLinks();
    network.part(List.of("a"), List.of("b", "c"), 100);
    assertThat(come("a", "b", 3) + come("c", "a", 3)).isZero();
    assertThat(come("b", "c", 3)).isEqualTo(3);
    network.part(List.of("a"), List.of("b", "c"), 0);
    assertThat(come("c", "a", 3)).isEqualTo(3);
  }

  @Test
  @Tag("chaos")
  void ofAHundredPacketsAFewAreLost() throws Exception {
    assumeLinks();
    network.lose("a", "b", 5);
    assertThat(come("a", "b", PACKETS)).isBetween(PACKETS * 88 / 100, PACKETS * 995 / 1000);
    assertThat(come("b", "a", 100)).isEqualTo(100);
  }

  @Test
  @Tag("chaos")
  void aCloggedPipeDelaysAndLosesNothing() throws Exception {
    assumeLinks();
    network.clog("b", 64);
    long begin = System.nanoTime();
    assertThat(come("a", "b", 200)).isEqualTo(200);
    assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(700));
    network.clog("b", 0);
  }

  @Test
  @Tag("chaos")
  void aPulledCableIsSilentAndWorksAgain() throws Exception {
    assumeTrue(network.isReal(), () -> "no cables here: " + ground.words());
    network.plug("a", false);
    assertThat(come("b", "a", 3)).isZero();
    network.plug("a", true);
    int come = 0;
    for (int i = 0; i < 30 && come == 0; i++) {
      come = come("b", "a", 3); // a carrier is noticed with a delay
    }
    assertThat(come).isPositive();
  }

  @Test
  @Tag("chaos")
  void withThePowerOfAHostItsProcessesGoAndNoOthers() throws Exception {
    Process there = sleep("a");
    Process elsewhere = sleep("b");
    assertThat(network.host("a").processes()).contains(there.toHandle());
    assertThat(network.host("a").cutPower()).isEqualTo(1);
    assertThat(there.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(elsewhere.isAlive()).isTrue();
    network.close();
    assertThat(elsewhere.waitFor(10, TimeUnit.SECONDS)).as("nothing is left behind").isTrue();
  }

  private Process sleep(String host) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(network.host(host).inside(List.of("sleep", "1000000")));
    builder.environment().putAll(network.host(host).environment());
    return builder.start();
  }

  @Test
  void withoutNamespacesThereAreAddressesOnLoopbackAndItIsSaid() throws Exception {
    Ground poor = new Ground(Map.of(Ability.NAMESPACES, "tested", Ability.LINKS, "tested"));
    assertThat(poor.words()).contains("no namespaces here: tested");
    Process left;
    try (Network plain = Network.open(folder, poor, List.of("a", "b"))) {
      assertThat(plain.isReal()).isFalse();
      assertThat(plain.canLeak()).isFalse();
      assertThat(plain.hosts())
          .extracting(Host::address)
          .containsExactly("127.0.77.1", "127.0.77.2");
      Host host = plain.host("b");
      ProcessBuilder builder = new ProcessBuilder(host.inside(List.of("sleep", "1000000")));
      builder.environment().putAll(host.environment());
      Process there = builder.start();
      assertThat(host.cutPower()).isEqualTo(1);
      assertThat(there.waitFor(10, TimeUnit.SECONDS)).isTrue();
      left = builder.start();
    }
    assertThat(left.waitFor(10, TimeUnit.SECONDS)).as("nothing is left behind").isTrue();
  }

  @Test
  @Tag("chaos")
  void whatAKilledRunLeftBehindGoesWithTheNext() throws Exception {
    String orphan = "rzc-" + Integer.MAX_VALUE + ".1-1";
    Path left = Files.createDirectories(folder.resolve(orphan).resolve("a"));
    ProcessBuilder builder = new ProcessBuilder("sleep", "1000000");
    builder.environment().put("RHIZOME_AGENT", left.toString());
    Process process = builder.start();
    if (ground.has(Ability.NAMESPACES)) {
      Tool.must("ip", "netns", "add", orphan + "-a");
    }
    assertThat(Remains.isOrphan(orphan)).isTrue();
    assertThat(Remains.isOrphan(network.folder().getFileName().toString())).isFalse();
    Remains.clean(folder);
    assertThat(left).doesNotExist();
    assertThat(Spaces.all()).doesNotContain(orphan + "-a");
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aMachineThatPermitsAllHasNothingToSay() {
    assertThat(new Ground(Collections.emptyMap()).words()).isEmpty();
    assertThatThrownBy(() -> network.host("z")).hasMessageContaining("no host z among [a, b, c]");
  }
}
