package rhizome.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.runtime.entity.Courier;
import rhizome.runtime.entity.Courier.Command.Deliver;
import rhizome.runtime.entity.Courier.Command.Take;
import rhizome.runtime.entity.House;
import rhizome.runtime.journal.History.Entry;

class HistoryTest {

  @TempDir Path folder;
  private House house;
  private History history;

  @BeforeEach
  void open() {
    house = new House(journal(folder), ConfigFactory.empty());
    history = new History(house.system());
  }

  /** The same laws hold on another journal. */
  Journal journal(Path folder) {
    return Journal.open(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theStoryOfAnEntityIsToldFromItsFirstEventOn() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    var courier = house.courier("a");
    for (int i = 0; i < 6; i++) {
      house.ask(courier, new Take("p" + i));
    }
    house.ask(courier, new Deliver("p0"));
    house.stop(courier);

    List<Entry> story = read("courier|a", 0, 100);
    assertThat(story).extracting(Entry::revision).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(story.getFirst().event()).isEqualTo(new Courier.Event.Taken("p0"));
    assertThat(story.getLast().event()).isEqualTo(new Courier.Event.Delivered("p0"));
    assertThat(story).extracting(Entry::written).isSorted();
    assertThat(story.getFirst().written()).isBetween(before, Instant.now());
  }

  @Test
  void aLongStoryIsReadInPages() throws Exception {
    var courier = house.courier("b");
    for (int i = 0; i < 5; i++) {
      house.ask(courier, new Take("p" + i));
    }
    assertThat(read("courier|b", 0, 2)).extracting(Entry::revision).containsExactly(1L, 2L);
    assertThat(read("courier|b", 2, 2)).extracting(Entry::revision).containsExactly(3L, 4L);
    assertThat(read("courier|b", 4, 2)).extracting(Entry::revision).containsExactly(5L);
    house.stop(courier);
  }

  /** Whole pages, a page that is not full, and a story that ends with a page. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 100})
  void aStoryIsToldPageByPageToItsEndOrUntilTheListenerHasHeardEnough(int page) throws Exception {
    var courier = house.courier("c" + page);
    List<Object> taken = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      house.ask(courier, new Take("p" + i));
      taken.add(new Courier.Event.Taken("p" + i));
    }
    house.stop(courier);
    assertThat(told("courier|c" + page, page, 100)).isEqualTo(taken);
    assertThat(told("courier|c" + page, page, 4)).isEqualTo(taken.subList(0, 4));
  }

  private List<Object> told(String id, int page, int enough) throws Exception {
    List<Object> heard = new ArrayList<>();
    history
        .tell(
            id,
            page,
            event -> {
              heard.add(event);
              return heard.size() < enough;
            })
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return heard;
  }

  @Test
  void nobodyHasNoStory() throws Exception {
    assertThat(read("courier|nobody", 0, 10)).isEmpty();
    assertThat(told("courier|nobody", 2, 10)).isEmpty();
  }

  @Test
  void aPageOfNothingIsAMistake() {
    assertThatThrownBy(() -> history.read("courier|a", 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Entry> read(String id, long after, int max) throws Exception {
    return history.read(id, after, max).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
