package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.agent.Stage.WEB;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.agent.handle.States;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Input.Found;
import rhizome.agent.life.Job;
import rhizome.agent.life.State;
import rhizome.agent.process.Proc;
import rhizome.blueprints.model.Port;
import rhizome.grid.healing.Exit;
import rhizome.grid.healing.Restarts;
import rhizome.grid.node.Assignment;
import rhizome.house.Property;

/** Who is adopted and who is ended when an agent opens; both by their tags alone. */
class CensusTest {

  private static final String BOOT = "boot";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long EPOCH = 3;

  private final List<Census.Tagged> tagged = new ArrayList<>();
  private final Census census = new Census(tagged, BOOT);

  @Test
  void aProcessStartedAfterTheLastWriteIsFoundByItsHigherIncarnation() {
    runs(50, 4);
    runs(60, 5);
    assertThat(census.find(running(4, 50))).hasValueSatisfying(found -> is(found, 60, 5));
    assertThat(census.find(waiting(4))).hasValueSatisfying(found -> is(found, 60, 5));
    assertThat(census.find(starting(4))).hasValueSatisfying(found -> is(found, 60, 5));
  }

  @Test
  void ofTheSameIncarnationTheOneThatBeganFirstIsMeant() {
    runs(50, 4, 2000);
    runs(60, 4, 1000); // what it forked later carries its tags too, and may lead a session
    assertThat(census.find(starting(4))).hasValueSatisfying(found -> is(found, 60, 4));
  }

  @Test
  void whoDoesNotLeadASessionIsNotAdopted() {
    tagged.add(new Census.Tagged(new Proc.Stat(50, "x", 'S', 40, 40, 1, 0), tags(EPOCH, 4)));
    assertThat(census.find(starting(4))).isEmpty();
  }

  @Test
  void aProbeIsNeverAdoptedAndAlwaysEnded() {
    Map<String, String> probe = tags(EPOCH, 4);
    probe.put(Surroundings.PROBE, "1");
    runs(50, 4);
    Census.Tagged asking = leads(60, 2, probe);
    assertThat(census.find(starting(4))).hasValueSatisfying(found -> is(found, 50, 4));
    assertThat(strays(starting(4))).containsExactly(asking.stat());
  }

  @Test
  void anotherEpochOrWorkloadIsNotMistakenForIt() {
    leads(50, 1, tags(EPOCH - 1, 4));
    leads(51, 1, tags(EPOCH + 1, 4));
    Map<String, String> other = tags(EPOCH, 4);
    other.put(Surroundings.WORKLOAD, "shop/web#1");
    leads(52, 1, other);
    assertThat(census.find(starting(4))).isEmpty();
    assertThat(strays(starting(4))).hasSize(3);
  }

  @Test
  void anEarlierIncarnationIsNotAdopted() {
    runs(50, 3);
    assertThat(census.find(starting(4))).isEmpty();
    assertThat(census.find(waiting(3))).as("it ended, as was written down").isEmpty();
    assertThat(strays(waiting(3))).hasSize(1);
  }

  @Test
  void whatWasGivenUpIsNotFoundAgain() {
    runs(50, 4);
    State exhausted = new State.Exhausted(job(4), new Exit.Code(1));
    assertThat(census.find(exhausted)).isEmpty();
    assertThat(strays(exhausted)).hasSize(1);
  }

  @Test
  void childrenOfWhoIsKeptAreKeptAndThoseOfHisPredecessorAreNot() {
    runs(50, 4, 1);
    Proc.Stat child = new Proc.Stat(51, "x", 'S', 50, 50, 2, 0);
    tagged.add(new Census.Tagged(child, tags(EPOCH, 4)));
    leads(52, 3, tags(EPOCH, 4)); // a daemon of it
    Census.Tagged left = leads(40, 1, tags(EPOCH, 3));
    assertThat(strays(starting(4))).containsExactly(left.stat());
  }

  @Test
  void portsAreReadFromItsEnvironmentAsTheyMayBeNewerThanTheHandle() {
    Map<String, String> tags = tags(EPOCH, 5);
    tags.put("RHIZOME_PORT_HTTP", "20017");
    tags.put("RHIZOME_PORT_ADMIN", "many");
    leads(50, 1, tags);
    assertThat(census.find(starting(4)).orElseThrow().ports())
        .isEqualTo(Map.of("http", 20_017, "admin", 20_002));
  }

  @Test
  void tagsThatSomebodySpoiltAreThoseOfAStray() {
    for (String wrong : List.of("", "-4", "4x", "99999999999999999999")) {
      Map<String, String> tags = tags(EPOCH, 4);
      tags.put(Surroundings.INCARNATION, wrong);
      leads(50 + tagged.size(), 1, tags);
    }
    assertThat(census.find(starting(4))).isEmpty();
    assertThat(strays(starting(4))).hasSize(4);
  }

  @Test
  void whoeverIsTaggedIsEitherTheOneKeptOrOneOfItsOwnOrAStray() {
    Property.forAll(
        random -> {
          tagged.clear();
          for (int pid = 50; pid < 60; pid++) {
            if (random.nextBoolean()) {
              Map<String, String> tags = tags(random.nextLong(2, 5), random.nextInt(3, 6));
              if (random.nextInt(5) == 0) {
                tags.put(Surroundings.PROBE, "1");
              }
              leads(pid, random.nextInt(9), tags);
            }
          }
          State state = List.of(starting(4), waiting(4), running(4, 55)).get(random.nextInt(3));
          Optional<Found> found = census.find(state);
          List<Proc.Stat> strays = strays(state);
          for (Census.Tagged one : tagged) {
            boolean kept =
                found.isPresent()
                    && !one.probe()
                    && one.environment().equals(tags(EPOCH, found.get().incarnation()));
            assertThat(strays.contains(one.stat())).as(one.toString()).isNotEqualTo(kept);
          }
          found.ifPresent(
              process ->
                  assertThat(strays).noneMatch(stray -> stray.pid() == process.process().pid()));
        });
  }

  @Test
  void anythingOfAWorkloadNobodyWroteDownIsAStray() {
    runs(50, 1);
    assertThat(census.strays(Map.of(), Map.of(), List.of())).hasSize(1);
  }

  @Test
  void kinIsTheJobsOwnAndWhatCameBeforeItAndNothingElse() {
    Surroundings surroundings =
        new Surroundings(
            AgentSettings.of(
                java.nio.file.Path.of("/agent"),
                new rhizome.kernel.NodeId("n"),
                new rhizome.kernel.Seed(1)));
    var kin = surroundings.kin(job(4));
    assertThat(kin).accepts(tags(EPOCH, 4), tags(EPOCH, 1), tags(EPOCH - 1, 99));
    assertThat(kin).rejects(tags(EPOCH, 5), tags(EPOCH + 1, 1), Map.of());
    for (String tag : List.of(Surroundings.AGENT, Surroundings.WORKLOAD)) {
      Map<String, String> other = tags(EPOCH, 4);
      other.put(tag, "other");
      assertThat(kin).rejects(other);
      other.remove(tag);
      assertThat(kin).rejects(other);
    }
    Map<String, String> spoilt = tags(EPOCH, 4);
    spoilt.put(Surroundings.INCARNATION, "x");
    assertThat(kin).accepts(spoilt);
  }

  @Test
  void aHandleOfAnotherBootFindsNobodyByItsPid() {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    long ticks = Proc.stat(self).orElseThrow().startTicks();
    Identity here = new Identity(self, ticks, BOOT);
    assertThat(census.find(running(here))).as("the very process").isPresent();
    assertThat(census.find(running(new Identity(self, ticks, "another")))).isEmpty();
    assertThat(census.find(running(new Identity(self, ticks + 1, BOOT)))).isEmpty();
    assertThat(
            census.find(
                new State.Ending(
                    job(4),
                    Optional.empty(),
                    new State.Goal.Leave(EPOCH, Optional.empty()),
                    Optional.of(new Exit.Code(1)),
                    Duration.ZERO,
                    Optional.empty())))
        .isEmpty();
  }

  private List<Proc.Stat> strays(State state) {
    Map<rhizome.kernel.WorkloadId, Found> found = new TreeMap<>();
    census.find(state).ifPresent(process -> found.put(WEB, process));
    return census.strays(Map.of(WEB, state), found, List.of());
  }

  private static void is(Found found, int pid, int incarnation) {
    assertThat(found.process().pid()).isEqualTo(pid);
    assertThat(found.incarnation()).isEqualTo(incarnation);
  }

  private void runs(int pid, int incarnation) {
    runs(pid, incarnation, pid);
  }

  private void runs(int pid, int incarnation, long startTicks) {
    leads(pid, startTicks, tags(EPOCH, incarnation));
  }

  private Census.Tagged leads(int pid, long startTicks, Map<String, String> environment) {
    Census.Tagged one =
        new Census.Tagged(new Proc.Stat(pid, "x", 'S', pid, pid, startTicks, 0), environment);
    tagged.add(one);
    return one;
  }

  private static Map<String, String> tags(long epoch, int incarnation) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(Surroundings.AGENT, "/agent");
    tags.put(Surroundings.WORKLOAD, WEB.toString());
    tags.put(Surroundings.EPOCH, Long.toString(epoch));
    tags.put(Surroundings.INCARNATION, Integer.toString(incarnation));
    return tags;
  }

  private static State starting(int incarnation) {
    return new State.Starting(job(incarnation));
  }

  private static State waiting(int incarnation) {
    return new State.Waiting(job(incarnation), new Exit.Code(1), NOON);
  }

  private static State running(int incarnation, int pid) {
    return running(job(incarnation), new Identity(pid, pid, "an earlier boot"));
  }

  private static State running(Identity process) {
    return running(job(4), process);
  }

  private static State running(Job job, Identity process) {
    State.Running any = States.running(job, NOON);
    return new State.Running(job, process, NOON, Optional.empty(), any.pulse());
  }

  private static Job job(int incarnation) {
    Specs specs = Specs.sleeper().ports(new Port("admin", Port.AUTO), new Port("http", Port.AUTO));
    return new Job(
        new Assignment(WEB, EPOCH, specs.spec()),
        incarnation,
        Restarts.NONE,
        Map.of("admin", 20_002, "http", 20_001));
  }
}
