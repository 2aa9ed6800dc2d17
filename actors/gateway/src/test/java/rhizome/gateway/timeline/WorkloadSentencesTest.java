package rhizome.gateway.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Lease;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.Event.*;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

class WorkloadSentencesTest {

  private static final WorkloadId WEB = WorkloadId.parse("shop/web#0");
  private static final NodeId N1 = new NodeId("n1");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Cause KILLED =
      Cause.of("its program ended with signal 9 (SIGKILL)", at(3_119))
          .leadingTo("n1 restarts it within its policy", at(3_119));
  private static final Cause LOST =
      Cause.of("nothing was heard of n1 since then", at(5_000))
          .leadingTo("the lease of n1 ran out", at(7_100));
  private static final Scene ON_N1 =
      new Scene(Optional.of(N1), Optional.of(at(200)), Optional.empty());

  private static Instant at(long millis) {
    return NOON.plusMillis(millis);
  }

  private static Spec spec() {
    Map<String, String> env = new TreeMap<>(Map.of("DB_PASSWORD", "hunter2"));
    Run run = new Run("psql", List.of("--secret"), env, Optional.empty(), Run.GRACE_DEFAULT);
    return new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
  }

  private static String tell(Event event) {
    return WorkloadSentences.of(WEB, event, ON_N1).sentence();
  }

  @Test
  void everyKindOfEventIsToldInAPersonsWords() {
    Map<String, Integer> ports = new TreeMap<>(Map.of("http", 8080));
    Map<Event, String> sentences = new LinkedHashMap<>();
    sentences.put(new Deployed(spec(), 2, at(0)), "to run 'psql', generation 2");
    places(sentences);
    sentences.put(
        new Started(3, 2, 4711, ports, at(0)),
        "started by n1 (pid 4711, incarnation 2, port http=8080)");
    sentences.put(
        new Adopted(3, 2, 4711, new TreeMap<>(), "", at(0)),
        "found still running by n1 (pid 4711, incarnation 2)");
    sentences.put(new BecameReady(3, 2, at(1_012)), "ready, 812 ms after its start");
    sentences.put(
        new BecameUnready(3, 2, "connection refused", at(0)), "became unready: connection refused");
    sentences.put(
        new Hindered(3, 2, "startup: refused, 9 times since 10:02:03Z", at(0)),
        "is not ready yet: startup: refused, 9 times since 10:02:03Z");
    sentences.put(
        new Restarting(3, 1, KILLED, at(3_120), at(3_120)),
        "restarted by n1 within its policy (incarnation 2), because: its program ended with signal"
            + " 9 (SIGKILL)");
    sentences.put(
        new Moved(4, N1, true, 0, LOST, at(7_100)),
        "leaves n1, because: the lease of n1 ran out, because: nothing was heard of n1 since then"
            + " (2.1 s before)");
    leavings(sentences);
    sentences.put(
        new Parked(5, KILLED, 0, at(3_119)),
        "parked: it needs a human; when mended, say 'rhizome retry shop/web#0', because: n1"
            + " restarts it within its policy, because: its program ended with signal 9 (SIGKILL)");
    sentences.put(
        new Completed(3, 2, at(61_200)),
        "ended well on n1, 61.0 s after its start: it is not run again as it is");
    sentences.put(new Released(new Lease(N1, 3), at(0)), "n1 runs nothing of it any more");
    sentences.put(new Retried("operator", at(0)), "told to try again by operator");
    sentences.put(new Retired(4, at(0)), "to be stopped for good, generation 4");
    sentences.put(new Forgotten(at(0)), "nothing of it is left");

    sentences.forEach((event, sentence) -> assertThat(tell(event)).isEqualTo(sentence));
    assertThat(sentences.keySet().stream().<Class<?>>map(Event::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Event.class.getPermittedSubclasses()));
  }

  private static void places(Map<Event, String> sentences) {
    sentences.put(new Waited("no node is online", at(0)), "waits for a place: no node is online");
    sentences.put(new Placed(3, N1, at(0)), "placed on n1");
    sentences.put(new PlaceConfirmed(3, at(0)), "n1 reserved its place");
    sentences.put(new PlaceRefused(3, N1, "NO_CAPACITY", at(0)), "n1 refused it: NO_CAPACITY");
  }

  private static void leavings(Map<Event, String> sentences) {
    Cause drained = Cause.of("n1 is being drained by ann", at(1_000));
    sentences.put(
        new Vacated(4, N1, true, 0, drained, at(1_000)),
        "is to leave n1, and serves there until it is ready elsewhere, because: n1 is being"
            + " drained by ann");
    sentences.put(
        new Vacated(4, N1, false, 0, drained, at(1_000)),
        "leaves n1, stopped before it starts elsewhere, because: n1 is being drained by ann");
    sentences.put(new Stayed(new Lease(N1, 3), at(0)), "stays on n1: only there is room");
    sentences.put(
        new Relieved(new Lease(N1, 3), drained, at(1_000)),
        "no longer served by n1, because: n1 is being drained by ann");
  }

  @Test
  void secretsInArgumentsAndEnvironmentsAreNeverTold() {
    assertThat(tell(new Deployed(spec(), 1, at(0)))).doesNotContain("hunter2", "--secret");
  }

  @Test
  void aPauseBeforeTheRestartIsTold() {
    assertThat(tell(new Restarting(3, 4, KILLED, at(3_520), at(3_120))))
        .startsWith("restarted by n1 within its policy (incarnation 5), after a pause of 400 ms,");
  }

  @Test
  void aMoveThatMustWaitForTheOldNodeSaysSo() {
    assertThat(tell(new Moved(4, N1, false, 1, LOST, at(7_100))))
        .startsWith("leaves n1 as soon as that has let go of it, because:");
  }

  @Test
  void eachEntryCarriesItsEpochIncarnationAndCauses() {
    Entry entry =
        WorkloadSentences.of(WEB, new Restarting(3, 1, KILLED, at(3_120), at(3_120)), ON_N1);

    assertThat(entry.event()).isEqualTo("restarting");
    assertThat(entry.at()).isEqualTo(at(3_120));
    assertThat(entry.epoch()).isEqualTo(3);
    assertThat(entry.incarnation()).isEqualTo(1);
    assertThat(entry.because())
        .containsExactly(
            new Entry.Link("n1 restarts it within its policy", at(3_119)),
            new Entry.Link("its program ended with signal 9 (SIGKILL)", at(3_119)));
  }

  @Test
  void eventNamesAreTheTypesInKebabCase() {
    List<String> names = new ArrayList<>();
    for (Class<?> type : Event.class.getPermittedSubclasses()) {
      names.add(
          type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }
    List<String> told =
        List.of(
                new Deployed(spec(), 2, at(0)),
                new PlaceConfirmed(3, at(0)),
                new BecameReady(3, 2, at(0)),
                new Retried("x", at(0)))
            .stream()
            .map(event -> WorkloadSentences.of(WEB, event, ON_N1).event())
            .toList();
    assertThat(names).containsAll(told);
  }
}
