package rhizome.agent.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.agent.Specs;
import rhizome.agent.life.Identity;
import rhizome.agent.life.Job;
import rhizome.agent.life.Pulse;
import rhizome.agent.life.State;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.grid.node.Assignment;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

class HandleTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void whatIsWrittenIsReadAgain() {
    Property.forAll(
        random -> {
          State state = States.any(random);
          long number = random.nextLong(1, Long.MAX_VALUE);
          assertThat(Handle.read(Handle.write(number, state)))
              .isEqualTo(new Handle.Numbered(number, state));
        });
  }

  @Test
  void aTextIsPlainAsciiWhateverItSays() {
    Property.forAll(
        random ->
            assertThat(Handle.write(1, States.any(random)))
                .matches("(?s)[\\n -~]*")
                .startsWith("rhizome-handle 1\n"));
  }

  @Test
  void whatStoodThereBeforeDoesNotShowThrough() {
    Property.forAll(
        random -> {
          String before = Handle.write(1, States.any(random));
          String text = Handle.write(2, States.any(random));
          String file =
              before.length() > text.length() ? text + before.substring(text.length()) : text;
          assertThat(Handle.read(file)).isEqualTo(Handle.read(text));
        });
  }

  @Test
  void aTextCutShortOrAlteredIsRefused() {
    Property.forAll(
        random -> {
          String text = Handle.write(1, States.any(random));
          int at = random.nextInt(text.length() - 1);
          assertThatThrownBy(() -> Handle.read(text.substring(0, at)))
              .isInstanceOf(IllegalArgumentException.class);
          char other = text.charAt(at) == 'x' ? 'y' : 'x';
          String altered = text.substring(0, at) + other + text.substring(at + 1);
          assertThatThrownBy(() -> Handle.read(altered))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @Test
  void aTextOfALaterVersionIsRefused() {
    String text = Handle.write(1, new State.Starting(job(1))).replace("handle 1", "handle 2");
    assertThatThrownBy(() -> Handle.read(text)).hasMessageContaining("rhizome-handle 1");
  }

  @Test
  void whatTakesThePlaceOfAnotherIsWrittenInItsPlace() {
    State.Running old = States.running(job(1), NOON);
    State replacing =
        new State.Ending(
            old.job(),
            Optional.of(old.identity()),
            new State.Goal.Leave(1, Optional.of(job(2).assignment())),
            Optional.empty(),
            java.time.Duration.ZERO,
            Optional.of(NOON));
    assertThat(Handle.read(Handle.write(1, replacing)).state())
        .isEqualTo(new State.Starting(job(2)));
  }

  /** As agents wrote it that knew one probe for all, and as they read what is written now. */
  @Test
  void whatAnEarlierAgentWroteIsUnderstoodAndItUnderstandsWhatIsWritten() {
    State.Running ready =
        new State.Running(
            job(1),
            new Identity(7, 8, "boot"),
            NOON,
            Optional.of(NOON),
            Pulse.unasked(Pulse.Stage.SERVED));
    Lines now = Lines.parse(Handle.write(1, ready));
    assertThat(Handle.read(without(now, "stage").text()).state()).isEqualTo(ready);
    State.Running starting = States.running(job(1), NOON);
    Lines young = Lines.parse(Handle.write(1, starting));
    assertThat(Handle.read(without(young, "stage").text()).state()).isEqualTo(starting);
    Check check = Check.DEFAULT;
    Health health =
        Health.of(new Checks(Optional.of(check), Optional.of(check), Optional.of(check)));
    Lines checked = new Lines();
    HealthLines.write(checked, health);
    Lines known = checked;
    for (String key : List.of("startup", "readiness", "liveness")) {
      known = without(known, "health." + key + ".probe");
    }
    assertThat(HealthLines.read(checked)).isEqualTo(health);
    assertThat(HealthLines.read(known)).isEqualTo(Health.DEFAULT);
  }

  private static Lines without(Lines lines, String key) {
    Lines fewer = new Lines();
    lines
        .text()
        .lines()
        .skip(1)
        .filter(line -> !line.startsWith(key + "=") && !line.startsWith("crc32c="))
        .map(line -> line.split("=", 2))
        .forEach(pair -> fewer.put(pair[0], pair[1]));
    return fewer;
  }

  @Test
  void nothingIsNotWritten() {
    assertThatThrownBy(() -> Handle.write(1, State.nothing()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Job job(long epoch) {
    return new Job(
        new Assignment(WorkloadId.parse("shop/web#0"), epoch, Specs.sleeper().spec()),
        1,
        rhizome.grid.healing.Restarts.NONE,
        Map.of());
  }
}
