package rhizome.grid.preemption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

class PreemptionTest {

  private static final Resources CORE = new Resources(1_000, 1_000);
  private static final Priority HIGH = new Priority(10, true, false);

  @Test
  void nobodyGoesWhereThereIsRoom() {
    assertThat(victims(400, tenant(0, 600, -1))).hasValue(List.of());
  }

  @Test
  void theLowestGoFirst() {
    Tenant lowest = tenant(0, 400, -5);
    Tenant low = tenant(1, 400, 0);
    assertThat(victims(500, low, lowest)).hasValue(List.of(lowest));
    assertThat(victims(700, low, lowest)).hasValue(List.of(low, lowest));
    assertThat(victims(1_000, low, tenant(2, 100, 10), lowest)).as("an equal stays").isEmpty();
  }

  @Test
  void ofThoseAlikeAsFewAndAsLittleAsWillDo() {
    Tenant half = tenant(0, 500, 0);
    Tenant quarter = tenant(1, 250, 0);
    Tenant other = tenant(2, 250, 0);
    assertThat(victims(500, quarter, half, other)).hasValue(List.of(half));
    assertThat(victims(250, half, quarter, other)).hasValue(List.of(quarter));
  }

  @Test
  void whoHasVolumesThereGoesOnlyIfNobodyElseDoes() {
    Tenant bound = new Tenant(id(0), cpu(300), new Priority(-1, true, false), true);
    Tenant free = tenant(1, 600, -1);
    assertThat(victims(300, bound, free)).hasValue(List.of(free));
    assertThat(victims(800, bound, free)).hasValue(List.of(bound, free));
  }

  @Test
  void whoIsFirmNeverGoesAndWhoWaitsTakesNothing() {
    Tenant firm = new Tenant(id(0), cpu(1_000), new Priority(-9, true, true), false);
    assertThat(victims(100, firm)).isEmpty();
    Priority waits = new Priority(10, false, false);
    List<Tenant> low = List.of(tenant(0, 1_000, 0));
    assertThat(Preemption.victims(low, CORE, cpu(100), waits)).isEmpty();
  }

  @Test
  void lessHarmIsBetter() {
    List<Tenant> two = List.of(tenant(0, 1, -5), tenant(1, 1, -5));
    List<Tenant> one = List.of(tenant(2, 1, 0));
    assertThat(Preemption.leastHarm().compare(two, one)).isNegative();
    assertThat(Preemption.leastHarm().compare(one, List.of(tenant(3, 9, 0)))).isZero();
    assertThat(Preemption.leastHarm().compare(two, two.subList(0, 1))).isPositive();
  }

  @Test
  void whoGoesIsLowerAndEachOfThemIsNeeded() {
    Property.forAll(2_000, PreemptionTest::goesInVain);
  }

  private static void goesInVain(RandomGenerator random) {
    List<Tenant> tenants = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      Resources amount = new Resources(random.nextInt(400), random.nextInt(400));
      Priority priority =
          new Priority(random.nextInt(-3, 4), random.nextBoolean(), random.nextInt(6) == 0);
      tenants.add(new Tenant(id(i), amount, priority, random.nextInt(4) == 0));
    }
    Priority by = new Priority(random.nextInt(-3, 4), random.nextInt(6) > 0, false);
    Resources wanted = new Resources(random.nextInt(1_000), random.nextInt(1_000));
    Optional<List<Tenant>> victims = Preemption.victims(tenants, CORE, wanted, by);
    List<Tenant> lower = tenants.stream().filter(t -> t.priority().yieldsTo(by)).toList();
    assertThat(victims.isPresent()).isEqualTo(fits(tenants, lower, wanted));
    victims.ifPresent(
        gone -> {
          assertThat(lower).containsAll(gone);
          assertThat(fits(tenants, gone, wanted)).isTrue();
          for (Tenant one : gone) {
            List<Tenant> others = gone.stream().filter(other -> !other.equals(one)).toList();
            assertThat(fits(tenants, others, wanted)).as("without %s", one).isFalse();
          }
        });
  }

  private static boolean fits(List<Tenant> tenants, List<Tenant> gone, Resources wanted) {
    Resources sum = wanted;
    for (Tenant tenant : tenants) {
      sum = gone.contains(tenant) ? sum : sum.plus(tenant.amount());
    }
    return sum.fitsIn(CORE);
  }

  private static Optional<List<Tenant>> victims(long cpuMillis, Tenant... tenants) {
    return Preemption.victims(List.of(tenants), CORE, cpu(cpuMillis), HIGH);
  }

  private static Tenant tenant(int slot, long cpuMillis, int priority) {
    return new Tenant(id(slot), cpu(cpuMillis), new Priority(priority, true, false), false);
  }

  private static Resources cpu(long millis) {
    return new Resources(millis, 0);
  }

  private static WorkloadId id(int slot) {
    return WorkloadId.parse("shop/web#" + slot);
  }
}
