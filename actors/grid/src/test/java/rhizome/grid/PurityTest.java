package rhizome.grid;

import org.junit.jupiter.api.Test;
import rhizome.house.PurityRules;

class PurityTest {

  private final PurityRules core = PurityRules.of("rhizome.grid");

  @Test
  void theCoreSeesOnlyTheJdk() {
    core.seesOnlyTheJdkAnd();
  }

  @Test
  void noHiddenClockChanceOrThread() {
    core.hidesNoClockChanceOrThread();
  }

  @Test
  void noOrderByAccident() {
    core.ordersNothingByAccident();
  }

  @Test
  void noCycles() {
    core.hasNoCycles();
  }
}
