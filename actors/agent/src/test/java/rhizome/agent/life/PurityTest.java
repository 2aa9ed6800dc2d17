package rhizome.agent.life;

import org.junit.jupiter.api.Test;
import rhizome.house.PurityRules;

/** The agent touches the machine everywhere but here, where it decides. */
class PurityTest {

  private final PurityRules life = PurityRules.of("rhizome.agent.life");

  @Test
  void decisionsSeeOnlyTheJdk() {
    life.seesOnlyTheJdkAnd();
  }

  @Test
  void decisionsHideNoClockChanceOrThread() {
    life.hidesNoClockChanceOrThread();
  }

  @Test
  void decisionsOrderNothingByAccident() {
    life.ordersNothingByAccident();
  }
}
