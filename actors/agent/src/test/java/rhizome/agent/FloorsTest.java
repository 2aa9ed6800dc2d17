package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

class FloorsTest {

  @Test
  void aFloorOnlyEverRises() {
    Property.forAll(
        random -> {
          Floors floors = new Floors(100);
          Map<WorkloadId, Long> highest = new LinkedHashMap<>();
          for (int i = 0; i < 200; i++) {
            WorkloadId workload = workload(random.nextInt(20));
            long epoch = random.nextLong(0, 50);
            floors.raise(workload, epoch);
            highest.merge(workload, epoch, Math::max);
            assertThat(floors.of(workload)).isEqualTo(highest.get(workload));
          }
        });
  }

  @Test
  void theLongestUntouchedAreForgottenFirstAndNeverMoreThanNeeded() {
    Property.forAll(
        random -> {
          int most = random.nextInt(1, 10);
          Floors floors = new Floors(most);
          Map<WorkloadId, Long> newestLast = new LinkedHashMap<>();
          for (int i = 0; i < 100; i++) {
            WorkloadId workload = workload(random.nextInt(20));
            long epoch = random.nextLong(1, 50);
            Long before = newestLast.remove(workload);
            newestLast.put(workload, before == null ? epoch : Math.max(before, epoch));
            if (newestLast.size() > most) {
              newestLast.remove(newestLast.keySet().iterator().next());
            }
            floors.raise(workload, epoch);
          }
          for (int slot = 0; slot < 20; slot++) {
            assertThat(floors.of(workload(slot)))
                .isEqualTo(newestLast.getOrDefault(workload(slot), 0L));
          }
        });
  }

  @Test
  void whatWasNeverStoppedTakesNoRoom() {
    Floors floors = new Floors(1);
    floors.raise(workload(1), 7);
    floors.raise(workload(2), 0);
    assertThat(floors.of(workload(1))).isEqualTo(7);
  }

  private static WorkloadId workload(int slot) {
    return WorkloadId.parse("shop/web#" + slot);
  }
}
