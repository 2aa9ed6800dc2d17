package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.runtime.cluster.Footing.View;
import rhizome.runtime.cluster.MemberSettings.Resolver;

class FootingTest {

  private static final View WHOLE = new View(3, false);
  private static final View JUST_ENOUGH = new View(2, false);
  private static final View ALONE = new View(1, false);
  private static final View HEADLESS = new View(2, true);

  private final Footing footing = new Footing(new Footing.Settings(2, second(15), second(10)));

  @Test
  void aMajorityOfTheListIsEnough() {
    look(WHOLE, 0);
    look(JUST_ENOUGH, 1);
    assertThat(look(JUST_ENOUGH, 1_000)).isEmpty();
  }

  @Test
  void whoIsAloneForLongEnds() {
    look(WHOLE, 0);
    assertThat(look(ALONE, 20)).isEmpty();
    assertThat(look(ALONE, 34)).isEmpty();
    assertThat(look(ALONE, 35)).contains(alone(1));
  }

  @Test
  void fewerThanWouldFoundAreAloneTogether() {
    Footing ofFive = new Footing(new Footing.Settings(3, second(15), second(10)));
    ofFive.look(JUST_ENOUGH, second(0));
    assertThat(ofFive.look(JUST_ENOUGH, second(15)))
        .contains("2 of the 3 control members that it takes to found this cluster are up");
  }

  @Test
  void whomALeaseLetsStayIsEnoughByItself() {
    Footing majority = of(Resolver.KEEP_MAJORITY);
    Footing lease = of(Resolver.LEASE_MAJORITY);
    majority.look(ALONE, second(0));
    lease.look(ALONE, second(0));
    assertThat(majority.look(ALONE, second(1_000))).isPresent();
    assertThat(lease.look(ALONE, second(1_000))).isEmpty();
  }

  private static Footing of(Resolver resolver) {
    Config own = ClusterProfile.least(resolver, 2);
    return new Footing(Footing.Settings.from(ClusterProfile.of(own)));
  }

  @Test
  void whoIsJoinedInTimeStaysAndBeginsToCountAnew() {
    look(ALONE, 0);
    look(JUST_ENOUGH, 14);
    assertThat(look(ALONE, 15)).isEmpty();
    assertThat(look(ALONE, 29)).isEmpty();
    assertThat(look(ALONE, 30)).contains(alone(1));
  }

  @Test
  void theOldestWithoutCoordinatorsEnds() {
    look(WHOLE, 0);
    assertThat(look(HEADLESS, 5)).isEmpty();
    assertThat(look(HEADLESS, 14)).isEmpty();
    assertThat(look(HEADLESS, 15)).hasValueSatisfying(why -> assertThat(why).contains("oldest"));
  }

  @Test
  void coordinatorsThatComeInTimeAreEnough() {
    look(HEADLESS, 0);
    look(WHOLE, 9);
    assertThat(look(HEADLESS, 10)).isEmpty();
    assertThat(look(WHOLE, 100)).isEmpty();
  }

  @Test
  void noPatienceIsNoSetting() {
    assertThatThrownBy(() -> new Footing.Settings(2, Duration.ZERO, second(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alone-max");
  }

  private Optional<String> look(View view, int second) {
    return footing.look(view, second(second));
  }

  private static String alone(int controls) {
    return "%d of the 2 control members that it takes to found this cluster are up"
        .formatted(controls);
  }

  private static Duration second(int n) {
    return Duration.ofSeconds(n);
  }
}
