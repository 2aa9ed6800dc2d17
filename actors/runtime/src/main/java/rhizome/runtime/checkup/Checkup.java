package rhizome.runtime.checkup;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.Member;
import akka.cluster.sharding.ShardRegion.ClusterShardingStats;
import akka.cluster.sharding.typed.GetClusterShardingStats;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import rhizome.runtime.cluster.Role;

/** Looks at the whole grid from one member; asks everybody at once and waits for nobody long. */
public final class Checkup {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorSystem<?> system;

  /**
   * An entity to be asked.
   *
   * @param asked completes when it has answered
   */
  public record Question(EntityTypeKey<?> kind, String id, CompletionStage<?> asked) {}

  private record Pulse(Vitals vitals, long ahead) {}

  public Checkup(ActorSystem<?> system) {
    this.system = system;
  }

  /**
   * @param questions to entities, already on their way
   */
  public CompletionStage<Symptoms> look(List<Question> questions) {
    Cluster cluster = Cluster.get(system);
    CompletionStage<Map<String, Pulse>> pulses = pulses();
    CompletionStage<List<Question>> silent = silent(questions);
    CompletionStage<List<String>> homeless = silent.thenCompose(this::homeless);
    CompletionStage<Symptoms.OfJournal> journal =
        JournalProbe.attempt(system, cluster.selfMember().address().toString(), PATIENCE);
    return pulses
        .thenCombine(silent, Looked::new)
        .thenCombine(homeless, (looked, shards) -> looked.with(shards))
        .thenCombine(
            journal,
            (looked, probe) ->
                new Symptoms(
                    members(cluster, looked.pulses),
                    looked.silent.stream().map(q -> q.kind().name() + "/" + q.id()).toList(),
                    looked.homeless,
                    probe));
  }

  private record Looked(Map<String, Pulse> pulses, List<Question> silent, List<String> homeless) {
    Looked(Map<String, Pulse> pulses, List<Question> silent) {
      this(pulses, silent, List.of());
    }

    Looked with(List<String> shards) {
      return new Looked(pulses, silent, shards);
    }
  }

  private CompletionStage<Map<String, Pulse>> pulses() {
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(CheckupShell.KEY, replyTo),
            PATIENCE,
            system.scheduler())
        .thenCompose(
            listing -> {
              Map<String, CompletableFuture<Optional<Pulse>>> asked = new TreeMap<>();
              for (ActorRef<CheckupShell.Ask> one : listing.getServiceInstances(CheckupShell.KEY)) {
                asked.put(address(one), pulse(one));
              }
              return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                  .thenApply(_ -> answered(asked));
            });
  }

  private static Map<String, Pulse> answered(
      Map<String, CompletableFuture<Optional<Pulse>>> asked) {
    Map<String, Pulse> pulses = new TreeMap<>();
    asked.forEach((address, pulse) -> pulse.join().ifPresent(p -> pulses.put(address, p)));
    return pulses;
  }

  private CompletableFuture<Optional<Pulse>> pulse(ActorRef<CheckupShell.Ask> member) {
    long sent = System.currentTimeMillis();
    return AskPattern.ask(member, CheckupShell.Ask::new, PATIENCE, system.scheduler())
        .handle(
            (vitals, _) ->
                Optional.ofNullable(vitals)
                    .map(v -> new Pulse(v, v.clock() - (sent + System.currentTimeMillis()) / 2)))
        .toCompletableFuture();
  }

  private String address(ActorRef<?> ref) {
    Address address = ref.path().address();
    return address.hasLocalScope()
        ? Cluster.get(system).selfMember().address().toString()
        : address.toString();
  }

  private static CompletionStage<List<Question>> silent(List<Question> questions) {
    List<CompletableFuture<Optional<Question>>> failed = new ArrayList<>();
    for (Question question : questions) {
      failed.add(
          question
              .asked()
              .handle(
                  (_, failure) ->
                      failure == null ? Optional.<Question>empty() : Optional.of(question))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(failed.toArray(CompletableFuture[]::new))
        .thenApply(_ -> failed.stream().flatMap(f -> f.join().stream()).toList());
  }

  private CompletionStage<List<String>> homeless(List<Question> silent) {
    Map<String, EntityTypeKey<?>> kinds = new TreeMap<>();
    silent.forEach(question -> kinds.put(question.kind().name(), question.kind()));
    CompletionStage<List<String>> all = CompletableFuture.completedFuture(List.of());
    for (EntityTypeKey<?> kind : kinds.values()) {
      List<String> ids =
          silent.stream().filter(q -> q.kind().equals(kind)).map(Question::id).toList();
      all =
          all.thenCombine(
              hosted(kind),
              (before, hosted) -> {
                SortedSet<String> missing = new TreeSet<>(before);
                ids.stream()
                    .map(this::shard)
                    .filter(shard -> !hosted.contains(shard))
                    .forEach(shard -> missing.add(kind.name() + " " + shard));
                return List.copyOf(missing);
              });
    }
    return all;
  }

  /** As Akka's HashCodeMessageExtractor. */
  private String shard(String id) {
    int shards = system.settings().config().getInt("akka.cluster.sharding.number-of-shards");
    return Integer.toString(Math.abs(id.hashCode() % shards));
  }

  private CompletionStage<SortedSet<String>> hosted(EntityTypeKey<?> kind) {
    return AskPattern.<akka.cluster.sharding.typed.ClusterShardingQuery, ClusterShardingStats>ask(
            ClusterSharding.get(system).shardState(),
            replyTo -> new GetClusterShardingStats(kind, PATIENCE, replyTo),
            PATIENCE.multipliedBy(2),
            system.scheduler())
        .handle(
            (stats, _) -> {
              SortedSet<String> hosted = new TreeSet<>();
              if (stats != null) {
                stats.getRegions().values().forEach(r -> hosted.addAll(r.getStats().keySet()));
              }
              return hosted;
            });
  }

  private static List<Symptoms.OfMember> members(Cluster cluster, Map<String, Pulse> pulses) {
    Iterable<Member> all = cluster.state().getMembers();
    Optional<Member> oldest =
        StreamSupport.stream(all.spliterator(), false)
            .filter(member -> member.hasRole(Role.CONTROL.word()))
            .reduce((one, other) -> one.isOlderThan(other) ? one : other);
    List<Symptoms.OfMember> members = new ArrayList<>();
    for (Member member : all) {
      String address = member.address().toString();
      Optional<Pulse> pulse = Optional.ofNullable(pulses.get(address));
      members.add(
          new Symptoms.OfMember(
              address,
              member.getRoles().stream().filter(r -> !r.startsWith("dc-")).sorted().toList(),
              member.status().toString().toLowerCase(Locale.ROOT),
              !cluster.state().getUnreachable().contains(member),
              oldest.filter(member::equals).isPresent(),
              pulse.map(Pulse::vitals),
              pulse.map(p -> OptionalLong.of(p.ahead)).orElse(OptionalLong.empty())));
    }
    return members;
  }
}
