package rhizome.runtime.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.runtime.durable.proto.Stored;

/** Health by forms written by hand, those of before there were checks among them. */
class HealthFormsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static com.google.protobuf.Duration seconds(long seconds) {
    return com.google.protobuf.Duration.newBuilder().setSeconds(seconds).build();
  }

  private static Stored.Probe alive() {
    return Stored.Probe.newBuilder().setAlive(Stored.Probe.Alive.getDefaultInstance()).build();
  }

  /** As {@link Health#DEFAULT} was stored before there were checks. */
  private static Stored.Health.Builder before() {
    return Stored.Health.newBuilder()
        .setProbe(alive())
        .setInterval(seconds(1))
        .setTimeout(seconds(1))
        .setFailures(3)
        .setSuccesses(1)
        .setStart(seconds(30));
  }

  private static Stored.Check.Builder check(int failures, int of) {
    return Stored.Check.newBuilder()
        .setProbe(alive())
        .setInterval(seconds(2))
        .setTimeout(seconds(1))
        .setFailures(Stored.Threshold.newBuilder().setCount(failures).setOf(of))
        .setSuccesses(Stored.Threshold.newBuilder().setCount(1).setOf(1));
  }

  private static Check read(int failures, int of) {
    return new Check(
        new Probe.Alive(),
        Duration.ofSeconds(2),
        SECOND,
        new Threshold(failures, of),
        Threshold.row(1));
  }

  @Test
  void whatWasStoredBeforeThereWereChecksHasNone() {
    Health health = HealthForms.read(before().build());
    assertThat(health).isEqualTo(Health.DEFAULT);
    assertThat(health.checks().none()).isTrue();
  }

  @Test
  void healthWithoutChecksIsStoredAsItWasBeforeThereWereAny() {
    assertThat(HealthForms.write(Health.DEFAULT)).isEqualTo(before().build());
  }

  @Test
  void eachCheckHasAFieldOfItsOwn() {
    Stored.Health stored =
        before()
            .setStartup(check(30, 30))
            .setReadiness(check(2, 5))
            .setLiveness(check(3, 3))
            .build();
    Health health =
        Health.of(
            new Checks(
                Optional.of(read(30, 30)), Optional.of(read(2, 5)), Optional.of(read(3, 3))));
    assertThat(HealthForms.read(stored)).isEqualTo(health);
    assertThat(HealthForms.write(health)).isEqualTo(stored);
  }

  @Test
  void oneCheckAloneDoesNotBringTheOthers() {
    Checks startup = HealthForms.read(before().setStartup(check(1, 1)).build()).checks();
    assertThat(startup).isEqualTo(new Checks(Optional.of(read(1, 1)), none(), none()));
    Checks readiness = HealthForms.read(before().setReadiness(check(1, 1)).build()).checks();
    assertThat(readiness).isEqualTo(new Checks(none(), Optional.of(read(1, 1)), none()));
    Checks liveness = HealthForms.read(before().setLiveness(check(1, 1)).build()).checks();
    assertThat(liveness).isEqualTo(new Checks(none(), none(), Optional.of(read(1, 1))));
  }

  private static Optional<Check> none() {
    return Optional.empty();
  }

  static Stream<Arguments> probes() {
    return Stream.of(
        Arguments.of(new Probe.Alive(), alive()),
        Arguments.of(
            new Probe.Tcp("db"),
            Stored.Probe.newBuilder().setTcp(Stored.Probe.Tcp.newBuilder().setPort("db")).build()),
        Arguments.of(
            new Probe.Http("http", "/health?deep=1"),
            Stored.Probe.newBuilder()
                .setHttp(Stored.Probe.Http.newBuilder().setPort("http").setPath("/health?deep=1"))
                .build()),
        Arguments.of(
            new Probe.Command(List.of("test", "-e", "")),
            Stored.Probe.newBuilder()
                .setCommand(
                    Stored.Probe.Command.newBuilder()
                        .addCommand("test")
                        .addCommand("-e")
                        .addCommand(""))
                .build()),
        Arguments.of(
            new Probe.Log(Duration.ofMinutes(5)),
            Stored.Probe.newBuilder()
                .setLog(Stored.Probe.Log.newBuilder().setSilence(seconds(300)))
                .build()));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void aProbeHasOneFormByItselfAndInACheck(Probe probe, Stored.Probe stored) {
    Stored.Health alone = before().setProbe(stored).build();
    assertThat(HealthForms.read(alone).probe()).isEqualTo(probe);
    assertThat(HealthForms.write(HealthForms.read(alone))).isEqualTo(alone);
    Stored.Health checked = before().setLiveness(check(3, 3).setProbe(stored)).build();
    assertThat(HealthForms.read(checked).checks().liveness().orElseThrow().probe())
        .isEqualTo(probe);
    assertThat(HealthForms.write(HealthForms.read(checked))).isEqualTo(checked);
  }

  @Test
  void everyProbeIsTried() {
    assertThat(probes().map(pair -> (Object) pair.get()[0].getClass()))
        .containsAll(Arbitrary.cases(Probe.class).toList());
  }

  @Test
  void aProbeThatIsNotKnownIsRefusedWhereverItStands() {
    Stored.Probe unknown = Stored.Probe.getDefaultInstance();
    for (Stored.Health stored :
        List.of(
            before().setProbe(unknown).build(),
            before().setStartup(check(1, 1).setProbe(unknown)).build(),
            before().setReadiness(check(1, 1).setProbe(unknown)).build(),
            before().setLiveness(check(1, 1).clearProbe()).build())) {
      assertThatThrownBy(() -> HealthForms.read(stored))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a case of Probe that this version does not know");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 0  | 0 of the last 0 can never be; count from 1, and to no more
          3  | 2  | 3 of the last 2 can never be; count from 1, and to no more
          1  | 65 | no more than the last 64 answers are remembered, not 65
          -1 | 5  | -1 of the last 5 can never be; count from 1, and to no more
          """)
  void aThresholdThatCanNeverBeReachedIsRefused(int count, int of, String why) {
    Stored.Health stored = before().setReadiness(check(count, of)).build();
    assertThatThrownBy(() -> HealthForms.read(stored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "64, 64", "1, 64", "63, 64", "1000000, 1000000"})
  void aThresholdAtItsEdgeIsKept(int count, int of) {
    Stored.Health stored = before().setReadiness(check(count, of)).build();
    assertThat(HealthForms.read(stored).checks().readiness()).contains(read(count, of));
  }

  @Test
  void livenessWithSuccessesIsRefused() {
    Stored.Health stored =
        before()
            .setLiveness(
                check(3, 3).setSuccesses(Stored.Threshold.newBuilder().setCount(2).setOf(2)))
            .build();
    assertThatThrownBy(() -> HealthForms.read(stored))
        .hasMessage("liveness has no successes: what is dead is restarted");
  }

  @Test
  void aProbeThatNeverAsksOrNeverWaitsIsRefused() {
    for (Stored.Health stored :
        List.of(
            before().clearInterval().build(),
            before().clearTimeout().build(),
            before().setStart(seconds(-1)).build(),
            before().setStartup(check(1, 1).clearInterval()).build(),
            before().setStartup(check(1, 1).clearTimeout()).build())) {
      assertThatThrownBy(() -> HealthForms.read(stored)).hasMessage("probe times must be positive");
    }
    assertThatThrownBy(() -> HealthForms.read(before().clearFailures().build()))
        .hasMessage("failures and successes count from 1");
    Stored.Probe silent =
        Stored.Probe.newBuilder().setLog(Stored.Probe.Log.getDefaultInstance()).build();
    assertThatThrownBy(() -> HealthForms.read(before().setProbe(silent).build()))
        .hasMessage("a silence must last, not PT0S");
  }
}
