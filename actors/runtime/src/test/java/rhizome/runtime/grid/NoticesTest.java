package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.notice.Notices;
import rhizome.grid.robot.Roster;
import rhizome.grid.workload.Workload;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.notify.Ear;

/** Notices of a grid on a real journal, heard by a real server. */
class NoticesTest {

  private static final WorkloadId BAD = WorkloadId.parse("shop/bad#0");

  /** A busy machine may take longer than usual until the first entity answers. */
  private static final Config PATIENT = ConfigFactory.parseString("rhizome.grid.ask-timeout = 25s");

  @TempDir private Path folder;

  private Config told(Ear ear) throws IOException {
    return PATIENT.withFallback(telling(ear));
  }

  private Config telling(Ear ear) throws IOException {
    Path secret = folder.resolve("hook.secret");
    Files.writeString(secret, "whsec_" + "QUJD".repeat(12) + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return ConfigFactory.parseString(
        """
        rhizome.notify {
          receivers = [{ name = desk, url = "%s", secret-file = "%s" }]
          gather = 100ms, pause = 100ms, quiet = 100ms, retry-min = 100ms, retry-max = 1s
          timeout = 3s, survey-interval = 300ms
        }
        """
            .formatted(ear.url(), secret));
  }

  private static List<String> bodies(Ear ear) {
    return ear.heard().stream().map(Ear.Heard::body).toList();
  }

  /** How many letters say so; a letter that was sent twice counts once. */
  private static long letters(Ear ear, String words) {
    return ear.heard().stream()
        .filter(heard -> heard.body().contains(words))
        .map(heard -> heard.header("webhook-id"))
        .distinct()
        .count();
  }

  private static boolean isSettled(Farm farm) {
    Notices.State state = Farm.get(farm.grid().notices());
    return state.letters().isEmpty();
  }

  @Test
  void whoNeedsAHumanIsToldOnceThroughFailuresAndTheDeathOfTheControlMember() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    try (Ear ear = new Ear();
        Farm farm = new Farm(folder.resolve("data"), told(ear), "n1", "n2")) {
      ear.will(Ear.status(500), Ear.status(503, "Retry-After", "0"), _ -> hold(released));
      farm.workshop("n1").broken("bad");
      farm.workshop("n2").broken("bad");
      farm.apply(0, Farm.service("bad", 1));
      // Two tries failed; in the middle of the third the deliverer ends.
      farm.await("a third try", () -> ear.heard().size() == 3);
      farm.restart();
      released.countDown();
      farm.await("a try after that", () -> ear.heard().size() >= 4);
      farm.await("nothing to be owed", () -> isSettled(farm));
      assertThat(bodies(ear)).allSatisfy(body -> assertThat(body).contains("shop/bad#0"));
      assertThat(letters(ear, "needs a human")).isEqualTo(1);

      farm.workshop("n1").mended("bad");
      farm.workshop("n2").mended("bad");
      Workload.Command retry = new Workload.Command.Retry("tester", Instant.now());
      Farm.get(farm.grid().workload(BAD, retry));
      farm.await("its end to be told", () -> letters(ear, "is tried again by tester") == 1);
      assertThat(letters(ear, "needs a human")).isEqualTo(1);

      farm.lose("n2");
      farm.await("the loss to be told", () -> letters(ear, "what it held is replaced") == 1);
      farm.reconnect("n2");
      farm.await("the return to be told", () -> letters(ear, "is back") >= 1);

      Farm.get(farm.grid().notices(new Notices.Command.Test(Instant.now())));
      farm.await("a test", () -> letters(ear, "\"test\":true") == 1);
      farm.await("nothing to be owed", () -> isSettled(farm));
      assertThat(Farm.get(farm.grid().notices()).dead()).isEmpty();
    }
  }

  @Test
  void whatHappenedWhileNobodyListenedIsFoundByLooking() throws Exception {
    try (Ear ear = new Ear()) {
      Path data = folder.resolve("data");
      try (Farm deaf = new Farm(data, PATIENT, "n1", "n2")) {
        deaf.workshop("n1").broken("bad");
        deaf.workshop("n2").broken("bad");
        Farm.get(deaf.grid().roster(new Roster.Command.Enlist(Farm.SHOP, Instant.now())));
        deaf.apply(0, Farm.service("bad", 1));
        deaf.await(
            "it to be parked", () -> deaf.workload("shop/bad#0") instanceof Workload.State.Parked);
      }
      // What a look asks while shards move in may be lost, and is asked anew at the next one.
      try (Farm farm = new Farm(data, telling(ear))) {
        farm.await("it to be told", () -> letters(ear, "needs a human") == 1);
      }
    }
  }

  private static void hold(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
