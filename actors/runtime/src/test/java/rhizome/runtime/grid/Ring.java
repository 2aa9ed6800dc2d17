package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import rhizome.house.FreePorts;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.cluster.KnownMembers;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.cluster.MemberSettings;
import rhizome.runtime.journal.SharedStore;

/** Places for members of one cluster in this JVM: ports, folders, one key and one journal. */
final class Ring implements AutoCloseable {

  /** Members on one machine that look each other up need not wait for who is slow to start. */
  static final String LOOKS_OFTEN =
      "akka.management.cluster.bootstrap {"
          + " contact-point-discovery { stable-margin = 900ms, interval = 300ms },"
          + " contact-point { probe-interval = 300ms } }";

  private static final Executor THREADS = task -> new Thread(task, "member").start();

  private final Path folder;
  private final Config keys;
  private final SharedStore store = SharedStore.open();
  private final List<Integer> ports;
  private final List<Member> members = new ArrayList<>();

  Ring(Path folder, int size) {
    this.folder = folder;
    this.keys = keys("keys");
    this.ports = FreePorts.pick(size);
  }

  String address(int i) {
    return "127.0.0.1:" + ports.get(i);
  }

  /** Every place, as a list of seeds. */
  String seeds() {
    return ports.stream()
        .map(port -> "\"127.0.0.1:" + port + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  Path folder(int i) {
    try {
      return Files.createDirectories(folder.resolve("m" + i));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Config keys(String name) {
    try {
      return MemberKeys.open(Files.createDirectories(folder.resolve(name))).config();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the key that all members of this ring hold. */
  Member join(int i, String... lines) {
    return join(i, keys, lines);
  }

  /** Takes the i-th place; returns when it is up. */
  Member join(int i, Config held, String... lines) {
    Config own =
        ConfigFactory.parseString(String.join("\n", lines))
            .withFallback(
                ConfigFactory.parseString(
                    """
                    rhizome.cluster {
                      port = %d
                      seeds = %s
                      roles = [control, gateway]
                      detection = lan-fast
                      join-timeout = 60s
                      management.port = 0
                    }
                    rhizome.entity { resync-min = 200ms, resync-max = 2s }
                    akka.loglevel = WARNING
                    """
                        .formatted(ports.get(i), seeds())))
            .withFallback(store.config())
            .withFallback(held);
    Config all = ClusterProfile.of(own);
    Member member =
        Member.join(
            MemberSettings.from(all), KnownMembers.open(folder(i)), own, GridSettings.from(all));
    synchronized (members) {
      members.add(member);
    }
    return member;
  }

  CompletableFuture<Member> joining(int i, String... lines) {
    return CompletableFuture.supplyAsync(() -> join(i, lines), THREADS);
  }

  /** All places at the same time. */
  List<Member> joinAll(String... lines) {
    List<CompletableFuture<Member>> joining = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      joining.add(joining(i, lines));
    }
    return joining.stream().map(CompletableFuture::join).toList();
  }

  /** How many members are up, as one of them sees it. */
  static long up(Member member) {
    long up = 0;
    for (akka.cluster.Member one : Cluster.get(member.system()).state().getMembers()) {
      up += one.status().equals(MemberStatus.up()) ? 1 : 0;
    }
    return up;
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    List<CompletableFuture<Void>> ends;
    synchronized (members) {
      ends =
          members.stream()
              .map(member -> CompletableFuture.runAsync(member::close, THREADS))
              .toList();
    }
    ends.forEach(CompletableFuture::join);
    store.close();
  }
}
