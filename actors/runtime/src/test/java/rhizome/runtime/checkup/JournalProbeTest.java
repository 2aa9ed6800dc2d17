package rhizome.runtime.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.runtime.entity.House;
import rhizome.runtime.journal.History;
import rhizome.runtime.journal.Journal;

class JournalProbeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(Journal.open(folder), ConfigFactory.empty());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aJournalThatTakesAFactSaysHowLongThatTook() throws Exception {
    assertWell(attempt("one"));
    assertThat(story("one")).containsExactly(1L);
    assertWell(attempt("one"));
    assertThat(story("one")).as("its story goes on").containsExactly(1L, 2L);
  }

  @Test
  void severalWhoAskAtOnceAreNoFailureOfTheJournal() throws Exception {
    List<CompletionStage<Symptoms.OfJournal>> all =
        IntStream.range(0, 8).mapToObj(_ -> attempt("one")).toList();
    for (CompletionStage<Symptoms.OfJournal> one : all) {
      assertWell(one);
    }
    assertWell(attempt("one"));
    assertThat(story("one")).as("told the same, and written once").containsExactly(1L, 2L);
  }

  @Test
  void membersWriteBesideEachOther() throws Exception {
    CompletionStage<Symptoms.OfJournal> one = attempt("one");
    CompletionStage<Symptoms.OfJournal> two = attempt("two");
    assertWell(one);
    assertWell(two);
    assertThat(story("one")).containsExactly(1L);
    assertThat(story("two")).containsExactly(1L);
  }

  private CompletionStage<Symptoms.OfJournal> attempt(String member) {
    return JournalProbe.attempt(house.system(), member, PATIENCE);
  }

  private static void assertWell(CompletionStage<Symptoms.OfJournal> asked) throws Exception {
    Symptoms.OfJournal said = asked.toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(said.failure()).isEmpty();
    assertThat(said.millis().orElseThrow()).isBetween(0L, PATIENCE.toMillis());
  }

  private List<Long> story(String member) throws Exception {
    return new History(house.system())
        .read("probe|" + member, 0, 100).toCompletableFuture().get(60, TimeUnit.SECONDS).stream()
            .map(History.Entry::revision)
            .toList();
  }
}
