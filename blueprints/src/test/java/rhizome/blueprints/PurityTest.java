package rhizome.blueprints;

import org.junit.jupiter.api.Test;
import rhizome.house.PurityRules;

class PurityTest {

  private final PurityRules core = PurityRules.of("rhizome.blueprints");

  @Test
  void theCoreSeesOnlyTheJdk() {
    core.seesOnlyTheJdkAnd("org.snakeyaml..", "java.security..", "java.nio.charset..");
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
