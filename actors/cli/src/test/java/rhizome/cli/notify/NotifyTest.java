package rhizome.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.gateway.InMemoryGrid;
import rhizome.grid.healing.Cause;
import rhizome.grid.notice.Notice;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Notices.Command;
import rhizome.grid.notice.Severity;
import rhizome.grid.notice.Signal;
import rhizome.grid.notice.Topic;

class NotifyTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @TempDir private Path data;

  private static Notices desk() {
    SortedMap<String, Severity> receivers = new TreeMap<>();
    receivers.put("desk", Severity.WARNING);
    return InMemoryGrid.telling(receivers);
  }

  private static Command parked() {
    Cause cause = Cause.of("it exited with 1", NOW);
    NoticeKey key = new NoticeKey(Topic.WORKLOAD_PARKED, "shop/web#0");
    Notice notice = new Notice(key, "needs a human", Optional.of(cause), NOW);
    return new Command.Hear(List.of(new Signal.Raise(notice)), NOW);
  }

  private static Command missed(long letter) {
    return new Command.ReportMiss(
        "desk", letter, "nobody listens there", false, Optional.<Duration>empty(), NOW);
  }

  @Test
  void aGridThatTellsNobodySaysHowItWould() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      Said said = grid.run("notify", "list");
      assertThat(said.code()).isZero();
      assertThat(said.out()).contains("no open notices", "name receivers in rhizome.conf");
      Said test = grid.run("notify", "test");
      assertThat(test.code()).isEqualTo(3);
      assertThat(test.err()).contains("tells nobody", "rhizome.notify.receivers");
      assertThat(grid.run("notify").code()).isEqualTo(2);
    }
  }

  @Test
  void whatIsOpenAndWhatDidNotArriveIsShown() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      grid.world().notices(desk(), parked(), new Command.Tell(NOW), missed(1));
      Said waiting = grid.run("notify", "list");
      assertThat(waiting.out())
          .containsPattern("critical +shop/web#0 .* yes +needs a human")
          .containsPattern("desk +1 +1 +- +nobody listens there");
      assertThat(grid.run("doctor").out())
          .contains("receiver desk: 1 letters wait for it: nobody listens there");

      grid.world().notices(desk(), missed(1));
      assertThat(grid.run("notify", "list").out())
          .containsPattern("1 +desk .*shop/web#0 needs a human +nobody listens there");
      assertThat(grid.run("doctor").out()).contains("1 letters: never reached desk");
      assertThat(grid.run("notify", "list", "-o", "json").json().at("dead").items()).hasSize(1);
    }
  }

  @Test
  void aTestEndsWellOnlyIfItArrived() throws IOException {
    try (LoopbackGrid grid = new LoopbackGrid(data)) {
      grid.world().notices(desk());
      grid.world().carry(letter -> new Command.ConfirmDelivery("desk", letter, NOW));
      Said well = grid.run("notify", "test");
      assertThat(well.out()).containsPattern("desk +arrived");
      assertThat(well.code()).isZero();

      grid.world().carry(NotifyTest::missed);
      Said failed = grid.run("notify", "test");
      assertThat(failed.out()).containsPattern("desk +is on its way: nobody listens there");
      assertThat(failed.code()).isEqualTo(1);

      grid.world().carry(_ -> parked());
      Said silent = grid.run("notify", "test", "--timeout", "300ms");
      assertThat(silent.out()).contains("waits behind 1 more");
      assertThat(silent.code()).isEqualTo(1);
    }
  }
}
