package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.runtime.grid.Ring.await;
import static rhizome.runtime.grid.Ring.up;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent.MemberJoined;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.singleton.ClusterSingletonManager$Internal$HandOverToMe$;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Blueprint;
import rhizome.grid.robot.Robot;
import rhizome.kernel.RobotId;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.checkup.Vitals;
import rhizome.runtime.cluster.Build;
import rhizome.runtime.cluster.JoinRefused;
import rhizome.runtime.cluster.KnownMembers;
import rhizome.runtime.entity.EventFeed;

/** Real members over TLS, several in this JVM, with one journal. */
class MemberJoinTest {

  private static final int ROBOTS = 12;

  /** Akka's own word; nobody but a confused member says it out of turn. */
  private static final Object HAND_OVER = ClusterSingletonManager$Internal$HandOverToMe$.MODULE$;

  @TempDir Path folder;

  @Test
  void threeFoundOneClusterServeAsOneGridAndOneLeavesInGoodOrder() throws Exception {
    try (Ring ring = new Ring(folder, 3)) {
      List<Member> members = ring.joinAll();
      for (Member member : members) {
        await("all see three up", () -> up(member) == 3);
      }
      target(members.get(0));
      for (Member member : members) {
        assertThat(answers(member)).isEqualTo(ROBOTS);
        await("every event on every gateway", () -> told(member) == ROBOTS);
      }
      isWell(members.get(1));
      long begin = System.nanoTime();
      members.get(0).close();
      await("all answer", () -> answers(members.get(1)) == ROBOTS);
      System.err.printf("planned stop to all answering: %s%n", since(begin));
      assertThat(since(begin)).isLessThan(Duration.ofSeconds(15));
      await("its place is free", () -> up(members.get(1)) == 2);
    }
  }

  @Test
  @Tag("chaos")
  void whoBeganAloneGoesBackToItsClusterAndFoundsNoSecond() throws Exception {
    try (Ring ring = new Ring(folder, 2)) {
      String alone = "rhizome.cluster.seeds = [\"%s\"]".formatted(ring.address(0));
      Member first = ring.join(0, alone);
      Member second = ring.join(1, alone);
      await("two up", () -> up(second) == 2);
      first.close();
      await("one left", () -> up(second) == 1);
      Member again = ring.join(0, alone);
      await("two again", () -> up(second) == 2);
      assertThat(up(again)).isEqualTo(2);
    }
  }

  @Test
  @Tag("chaos")
  void aMinorityFoundsNothingAndSaysWhoIsMissing() {
    try (Ring ring = new Ring(folder, 3)) {
      assertThatThrownBy(() -> ring.join(0, "rhizome.cluster.join-timeout = 4s"))
          .isInstanceOf(JoinRefused.class)
          .hasMessageContaining("not inside a cluster after 4 s")
          .hasMessageContaining(ring.address(1) + " refuses connections: no member listens there")
          .hasMessageContaining(ring.address(2) + " refuses connections")
          .hasMessageContaining("a cluster is founded by 2 of");
    }
  }

  /** It says so at once, and does not wait for a door that has fallen. */
  @Test
  @Tag("chaos")
  void whoCannotWriteDownItsClusterIsNotLetIn() throws Exception {
    try (Ring ring = new Ring(folder, 2)) {
      String alone = "rhizome.cluster.seeds = [\"%s\"]".formatted(ring.address(0));
      Member first = ring.join(0, alone);
      Files.createDirectory(ring.folder(1).resolve(KnownMembers.FILE + ".new"));
      assertThatThrownBy(() -> ring.join(1, alone))
          .isInstanceOf(JoinRefused.class)
          .hasMessageContaining(ring.folder(1).resolve(KnownMembers.FILE) + " cannot be written");
      await("it left", () -> up(first) == 1);
    }
  }

  @Test
  void otherKeysAreNotLetIn() throws Exception {
    try (Ring ring = new Ring(folder, 2)) {
      String alone = "rhizome.cluster.seeds = [\"%s\"]".formatted(ring.address(0));
      Member first = ring.join(0, alone);
      assertThatThrownBy(
              () -> ring.join(1, ring.keys("others"), alone, "rhizome.cluster.join-timeout = 5s"))
          .isInstanceOf(JoinRefused.class)
          .hasMessageContaining(ring.address(0) + " refuses TLS")
          .hasMessageContaining("keys of another cluster");
      assertThat(up(first)).isEqualTo(1);
    }
  }

  @Test
  void anotherProtocolIsRefusedWithBothNumbers() throws Exception {
    try (Ring ring = new Ring(folder, 2)) {
      String alone = "rhizome.cluster.seeds = [\"%s\"]".formatted(ring.address(0));
      Member first = ring.join(0, alone);
      assertThatThrownBy(() -> ring.join(1, alone, "rhizome.cluster.protocol = 1"))
          .isInstanceOf(JoinRefused.class)
          .hasMessageContaining("speaks protocol 3")
          .hasMessageContaining("speaks 1");
      assertThat(up(first)).isEqualTo(1);
    }
  }

  @Test
  @Tag("chaos")
  void whoIsDownedEndsItsSystemAndComesBackAsANewIncarnation() throws Exception {
    try (Ring ring = new Ring(folder, 3)) {
      List<Member> members = ring.joinAll();
      Cluster victim = Cluster.get(members.get(2).system());
      Cluster.get(members.get(0).system()).manager().tell(new Down(victim.selfMember().address()));
      members.get(2).system().getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
      Member again = ring.join(2);
      await("three again", () -> up(members.get(0)) == 3);
      assertThat(up(again)).isEqualTo(3);
    }
  }

  @Test
  void whoIsDownedOnItsWayInBeginsAnew() throws Exception {
    try (Ring ring = new Ring(folder, 2)) {
      String alone = "rhizome.cluster.seeds = [\"%s\"]".formatted(ring.address(0));
      Member first = ring.join(0, alone);
      AtomicInteger joined = new AtomicInteger();
      Behavior<MemberJoined> downsTheFirst =
          Behaviors.receive(
              (context, event) -> {
                if (joined.incrementAndGet() == 1) {
                  Address address = event.member().address();
                  Cluster.get(context.getSystem()).manager().tell(new Down(address));
                }
                return Behaviors.same();
              });
      Cluster.get(first.system())
          .subscriptions()
          .tell(
              Subscribe.create(
                  first.system().systemActorOf(downsTheFirst, "downs", Props.empty()),
                  MemberJoined.class));
      Member second = ring.join(1, alone);
      assertThat(joined).as("incarnations of it").hasValue(2);
      await("two up", () -> up(first) == 2);
      assertThat(up(second)).isEqualTo(2);
    }
  }

  @Test
  @Tag("chaos")
  void whoIsLeftAloneEndsItsSystem() throws Exception {
    try (Ring ring = new Ring(folder, 3)) {
      CompletableFuture<Member> second = ring.joining(1);
      Member first = ring.join(0, "rhizome.cluster.alone-max = 2s");
      await("two up", () -> up(first) == 2);
      second.join().close();
      first.system().getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  /** What the oldest hears of one that has removed it, and takes itself for the oldest now. */
  @Test
  @Tag("chaos")
  void whoGaveItsCoordinatorsAwayEndsAndTheNextOldestHasThem() throws Exception {
    try (Ring ring = new Ring(folder, 3)) {
      List<Member> members = new ArrayList<>(ring.joinAll("rhizome.cluster.headless-max = 2s"));
      target(members.getFirst());
      members.sort((a, b) -> self(a).isOlderThan(self(b)) ? -1 : 1);
      Member oldest = members.getFirst();
      Adapter.toClassic(oldest.system())
          .actorSelection("/system/sharding/*Coordinator")
          .tell(HAND_OVER, ActorRef.noSender());
      oldest.system().getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
      await("all answer", () -> answers(members.get(1)) == ROBOTS);
      assertThat(up(members.get(1))).isEqualTo(2);
    }
  }

  @Test
  @Tag("chaos")
  void whatLeavesAnOlderBuildGoesToTheNewest() throws Exception {
    try (Ring ring = new Ring(folder, 3)) {
      String older = "akka.cluster.app-version = \"1.0.0\"";
      CompletableFuture<Member> joining = ring.joining(0, older);
      Member stays = ring.join(1, older);
      Member leaves = joining.join();
      target(leaves);
      assertThat(answers(stays)).isEqualTo(ROBOTS);
      int leaving = hosted(leaves);
      int staying = hosted(stays);
      assertThat(leaving).as("both have some").isBetween(1, ROBOTS - 1);
      Member newer = ring.join(2, "akka.cluster.app-version = \"2.0.0\"");
      await("three up", () -> up(stays) == 3);
      leaves.close();
      await("all answer", () -> answers(stays) == ROBOTS);
      assertThat(hosted(stays)).as("nothing moves to the older").isLessThanOrEqualTo(staying);
      assertThat(hosted(newer)).isGreaterThanOrEqualTo(leaving);
    }
  }

  /** How many robots live on a member. */
  private static int hosted(Member member) {
    CompletionStage<ShardRegion.CurrentShardRegionState> state =
        AskPattern.ask(
            ClusterSharding.get(member.system()).shardState(),
            replyTo -> new GetShardRegionState(Kind.ROBOT.key(), replyTo),
            Duration.ofSeconds(20),
            member.system().scheduler());
    int hosted = 0;
    for (ShardRegion.ShardState shard : state.toCompletableFuture().join().getShards()) {
      hosted += shard.getEntityIds().size();
    }
    return hosted;
  }

  private static void isWell(Member member) {
    Symptoms symptoms = member.grid().checkup().toCompletableFuture().join();
    assertThat(symptoms.members())
        .hasSize(3)
        .allSatisfy(
            one -> {
              assertThat(one.reachable()).isTrue();
              assertThat(one.status()).isEqualTo("up");
              assertThat(one.roles()).containsExactly("control", "gateway");
              assertThat(one.vitals().map(Vitals::build)).contains(Build.version());
              assertThat(one.vitals().map(Vitals::diskFree).orElse(0L)).isPositive();
              assertThat(Math.abs(one.clockAhead().orElse(-1))).isLessThan(5_000);
            });
    assertThat(symptoms.members()).filteredOn(Symptoms.OfMember::oldest).hasSize(1);
    assertThat(symptoms.unanswered()).isEmpty();
    assertThat(symptoms.homeless()).isEmpty();
    assertThat(symptoms.journal().failure()).isEmpty();
    assertThat(symptoms.journal().millis().orElse(-1)).isNotNegative();
  }

  /** When the coordinators serve, which a member that is up may yet wait for. */
  private static void target(Member member) throws InterruptedException {
    await("it serves", () -> serves(member));
    CompletableFuture.allOf(
            IntStream.range(0, ROBOTS)
                .mapToObj(i -> new RobotId("r" + i))
                .map(
                    id ->
                        member
                            .grid()
                            .robot(
                                id,
                                new Robot.Command.Target(
                                    new Blueprint(id.name(), List.of()),
                                    0,
                                    "tester",
                                    Instant.now()))
                            .toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static boolean serves(Member member) {
    return member
        .grid()
        .robot(new RobotId("r0"))
        .handle((_, failure) -> failure == null)
        .toCompletableFuture()
        .join();
  }

  /** How many of the robots say at once that they carry out their first generation. */
  private static long answers(Member member) {
    List<CompletableFuture<Boolean>> asked =
        IntStream.range(0, ROBOTS)
            .mapToObj(
                i ->
                    member
                        .grid()
                        .robot(new RobotId("r" + i))
                        .handle((state, _) -> state instanceof Robot.State.Active)
                        .toCompletableFuture())
            .toList();
    return asked.stream().filter(CompletableFuture::join).count();
  }

  private static long told(Member member) {
    EventFeed.Batch batch = member.grid().feed().read(0, 10_000);
    return batch.entries().stream()
        .filter(entry -> entry.event() instanceof Robot.Event.Targeted)
        .map(EventFeed.Entry::persistenceId)
        .distinct()
        .count();
  }

  private static akka.cluster.Member self(Member member) {
    return Cluster.get(member.system()).selfMember();
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
