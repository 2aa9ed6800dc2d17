package rhizome.blueprints.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.supplies.Secret;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;

class SpecTest {

  private static final Spec BARE =
      new Spec(
          new Run("sleep", List.of("9"), new TreeMap<>(), Optional.empty(), Duration.ofSeconds(1)),
          Resources.DEFAULT,
          List.of(),
          Health.DEFAULT,
          Restart.DEFAULT);

  private static final Wishes APART =
      new Wishes(
          new TreeMap<>(),
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(new Company("web", "node")));

  @Test
  void whoWishesNothingReadsAsEver() {
    assertThat(BARE.wishes()).isEqualTo(Wishes.NONE);
    assertThat(BARE.toString()).endsWith(", single=true]").doesNotContain("wishes");
    assertThat(BARE.with(APART).toString()).contains(", wishes=Wishes[").contains("service=web");
  }

  @Test
  void whereItShallBeIsNoPartOfHowItRuns() {
    assertThat(BARE.with(APART)).isNotEqualTo(BARE);
    assertThat(BARE.with(APART).runsAs(BARE)).isTrue();
    assertThat(BARE.runsAs(BARE.with(APART))).isTrue();
    assertThat(BARE.with(APART).with(Wishes.NONE)).isEqualTo(BARE);
  }

  @Test
  void allElseIs() {
    Supplies secret = new Supplies(List.of(), List.of(), List.of(new Secret("key", false)));
    for (Spec other :
        List.of(
            BARE.shared(),
            BARE.with(secret),
            BARE.with(new Reload.Signal(Reload.Name.HUP)),
            new Spec(BARE.run(), Resources.NONE, List.of(), BARE.health(), BARE.restart()))) {
      assertThat(BARE.runsAs(other)).as("%s", other).isFalse();
      assertThat(BARE.with(APART).runsAs(other)).isFalse();
    }
  }

  @Test
  void whateverElseChangesItsWishesStay() {
    Spec spec = BARE.with(APART);
    assertThat(spec.shared().wishes()).isEqualTo(APART);
    assertThat(spec.with(Supplies.NONE).wishes()).isEqualTo(APART);
    assertThat(spec.with(new Reload.Signal(Reload.Name.USR1)).wishes()).isEqualTo(APART);
    assertThat(spec.with(new Reload.Signal(Reload.Name.USR1)).reload()).isPresent();
  }
}
