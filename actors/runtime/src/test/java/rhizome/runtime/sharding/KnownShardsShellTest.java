package rhizome.runtime.sharding;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.PoisonPill;
import akka.actor.Props;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.AddShard;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.GetShards$;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.RememberedShards;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.UpdateDone;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.UpdateFailed;
import akka.testkit.javadsl.TestKit;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** The coordinator is a probe, and so is the store, which says what it is asked. */
class KnownShardsShellTest {

  private static final ActorSystem SYSTEM = ActorSystem.create("KnownShardsShellTest");

  private final TestKit store = new TestKit(SYSTEM);
  private final TestKit coordinator = new TestKit(SYSTEM);
  private final ActorRef shell =
      coordinator.childActorOf(KnownShardsShell.props(Relay.to(store.getRef())));

  @AfterAll
  static void stop() {
    TestKit.shutdownActorSystem(SYSTEM);
  }

  /** Passes everything on to a probe, with its sender. */
  private static final class Relay extends AbstractActor {
    private final ActorRef probe;

    Relay(ActorRef probe) {
      this.probe = probe;
    }

    static Props to(ActorRef probe) {
      return Props.create(Relay.class, () -> new Relay(probe));
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchEquals("end", _ -> getContext().stop(self()))
          .matchEquals(
              "fail",
              _ -> {
                throw new IllegalStateException("the journal is away");
              })
          .matchAny(it -> probe.forward(it, getContext()))
          .build();
    }
  }

  private void ask(Object question) {
    shell.tell(question, coordinator.getRef());
  }

  private void isRead(String... shards) {
    ask(GetShards$.MODULE$);
    store.expectMsg(GetShards$.MODULE$);
    var read = new RememberedShards(CollectionConverters.asScala(Set.of(shards)).toSet());
    store.reply(read);
    coordinator.expectMsg(read);
  }

  @Test
  void whatWasReadBackIsNotWrittenAgain() {
    isRead("7", "9");
    ask(new AddShard("7"));
    coordinator.expectMsg(new UpdateDone("7"));
    store.expectNoMessage();
  }

  @Test
  void whatIsNewIsWrittenOnceAndToldWhenItIs() {
    isRead("7");
    ask(new AddShard("8"));
    store.expectMsg(new AddShard("8"));
    coordinator.expectNoMessage();
    store.reply(new UpdateDone("8"));
    coordinator.expectMsg(new UpdateDone("8"));
    ask(new AddShard("8"));
    coordinator.expectMsg(new UpdateDone("8"));
    store.expectNoMessage();
  }

  @Test
  void nothingIsKnownBeforeTheStoreHasSaidIt() {
    ask(new AddShard("7"));
    store.expectMsg(new AddShard("7"));
    ask(new AddShard("7"));
    store.expectMsg(new AddShard("7"));
    coordinator.expectNoMessage();
  }

  @Test
  void whatCouldNotBeWrittenIsToldAndWrittenWhenItIsAskedAgain() {
    ask(new AddShard("7"));
    store.expectMsg(new AddShard("7"));
    store.reply(new UpdateFailed("7"));
    coordinator.expectMsg(new UpdateFailed("7"));
    ask(new AddShard("7"));
    store.expectMsg(new AddShard("7"));
  }

  @Test
  void itEndsWithItsStoreSoThatTheCoordinatorBeginsAgain() {
    for (Object end : new Object[] {"end", "fail", PoisonPill.getInstance()}) {
      ActorRef one = coordinator.childActorOf(KnownShardsShell.props(Relay.to(store.getRef())));
      one.tell(GetShards$.MODULE$, coordinator.getRef());
      store.expectMsg(GetShards$.MODULE$); // so it is there
      coordinator.watch(one);
      SYSTEM.actorSelection(one.path().child("store")).tell(end, ActorRef.noSender());
      coordinator.expectTerminated(one);
    }
  }
}
