package rhizome.runtime.cluster;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.cluster.DoorShell.Knock;
import rhizome.runtime.cluster.DoorShell.Reply;

/** A door and a peer that holds the right keys and says the wrong things. */
class DoorShellTest {

  private static final HostPort SELF = new HostPort("10.0.0.1", 1);
  private static final HostPort OTHER = new HostPort("10.0.0.2", 2);
  private static final int PROTOCOL = 7;

  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  """
                  akka.actor.provider = cluster
                  akka.actor.allow-java-serialization = off
                  akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                  akka.loglevel = WARNING
                  """)
              .withFallback(ConfigFactory.defaultReference()));

  @TempDir Path folder;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void aKnockOfNobodyIsPassedOverAndTheNextIsAnswered() {
    ActorRef<DoorShell.Message> door = door(List.of());
    TestProbe<Reply> replies = kit.createTestProbe();
    door.tell(new Knock("nobody", PROTOCOL, "a build", replies.ref()));
    door.tell(new Knock(OTHER.toString(), PROTOCOL, "a build", replies.ref()));
    replies.expectMessage(new Reply.Outside(SELF.toString(), Optional.empty()));
  }

  @Test
  void whateverAPeerAnswersItIsAskedAgain() {
    Address here = Cluster.get(kit.system()).selfMember().address();
    HostPort peer = new HostPort(here.getHost().orElseThrow(), here.getPort().orElseThrow());
    TestProbe<Knock> knocks = kit.createTestProbe();
    kit.system()
        .systemActorOf(
            Behaviors.receive(Knock.class)
                .onMessage(
                    Knock.class,
                    knock -> {
                      knocks.ref().tell(knock);
                      knock.replyTo().tell(new Reply.Outside("nobody", Optional.empty()));
                      knock
                          .replyTo()
                          .tell(new Reply.Inside(peer.toString(), "nowhere", PROTOCOL, "a build"));
                      return Behaviors.same();
                    })
                .build(),
            DoorShell.NAME,
            Props.empty());
    door(List.of(peer));
    knocks.receiveSeveralMessages(3);
  }

  private ActorRef<DoorShell.Message> door(List<HostPort> contacts) {
    KnownMembers known = KnownMembers.open(folder);
    return kit.spawn(
        DoorShell.create(
            DoorShell.Parts.of(SELF, contacts, List.of(SELF, OTHER), PROTOCOL, known)));
  }
}
