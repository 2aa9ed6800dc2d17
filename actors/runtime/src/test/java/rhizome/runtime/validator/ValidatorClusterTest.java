package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Message;

/** Two members of a cluster on loopback: what validators tell each other goes over the wire. */
class ValidatorClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String MEMBER =
      """
      akka {
        actor.provider = cluster
        cluster {
          jmx.enabled = off
          shutdown-after-unsuccessful-join-seed-nodes = off
          downing-provider-class = "akka.cluster.sbr.SplitBrainResolverProvider"
        }
        coordinated-shutdown.run-by-actor-system-terminate = off
        remote.artery {
          transport = tcp
          canonical { hostname = "127.0.0.1", port = 0 }
        }
      }
      """;

  /** One member with one validator, which no other could make a block without. */
  private record Seat(ActorTestKit kit, ActorRef<Request> validator, Reader reader)
      implements AutoCloseable {

    static Seat take(Hamlet hamlet, int number) {
      String disk = "cluster-" + hamlet.chain().hex();
      var config = Fleet.config(disk, MEMBER);
      ActorTestKit kit = ActorTestKit.create("members", config);
      ActorRef<Request> validator =
          kit.spawn(
              ValidatorShell.create(
                  hamlet.parts(
                      number,
                      LedgerSettings.from(config),
                      ScriptedDisk.named(disk).blocks(hamlet.id(number)))),
              ValidatorShell.NAME);
      TestProbe<News> probe = kit.createTestProbe();
      validator.tell(new Request.Follow(probe.getRef()));
      return new Seat(kit, validator, new Reader(probe));
    }

    Cluster cluster() {
      return Cluster.get(kit.system());
    }

    void join(Seat other) {
      cluster().manager().tell(Join.create(other.cluster().selfMember().address()));
    }

    void submit(Entry entry) {
      TestProbe<Submitted> probe = kit.createTestProbe();
      validator.tell(new Request.Submit(entry, probe.getRef()));
      if (probe.receiveMessage(PATIENCE) instanceof Submitted.Refused(var why, _)) {
        assertThat(why).isEqualTo(ValidatorShell.RECOVERING);
        submit(entry);
      }
    }

    @Override
    public void close() {
      kit.shutdownTestKit();
    }
  }

  /** Together the entries are a block, and a message, larger than Artery's ordinary frame. */
  @Test
  void membersMakeOneChain() {
    Hamlet hamlet = new Hamlet(60, 40);
    try (Seat first = Seat.take(hamlet, 0);
        Seat second = Seat.take(hamlet, 1)) {
      first.join(first);
      List<Entry> entries =
          IntStream.range(0, Hamlet.COINS).mapToObj(i -> hamlet.spend(i, 1)).toList();
      assertThat(entries.stream().mapToInt(it -> it.encode().length).sum())
          .isGreaterThan(256 << 10);
      entries.forEach(first::submit);
      second.join(first);
      first.reader().awaitAll(entries);
      second.reader().awaitAll(entries);
      first.reader().agreesWith(second.reader());
      garbage(first, second);
      first.reader().awaitMore(2);
      second.reader().awaitMore(2);
    }
  }

  /** What is of one host, and what nobody asked for, costs its sender a word in the log. */
  private static void garbage(Seat first, Seat second) {
    String path =
        ActorRefResolver.get(first.kit().system()).toSerializationFormat(first.validator());
    ActorRef<Request> remote = ActorRefResolver.get(second.kit().system()).resolveActorRef(path);
    remote.tell(new Request.AskStatus(second.kit().<Status>createTestProbe().getRef()));
    remote.tell(new Request.Hear(second.validator(), new Message.WantShare(1_000_000, Hash.ZERO)));
  }
}
