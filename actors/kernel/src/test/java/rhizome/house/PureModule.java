package rhizome.house;

import org.junit.jupiter.api.Test;

/** What every PURE module is tested for; its own {@code PurityTest} names it and its libraries. */
public abstract class PureModule {

  private final PurityRules core;
  private final String[] libraries;

  protected PureModule(String root, String... libraries) {
    this.core = PurityRules.of(root);
    this.libraries = libraries.clone();
  }

  @Test
  final void theCoreSeesOnlyTheJdk() {
    core.seesOnlyTheJdkAnd(libraries);
  }

  @Test
  final void noHiddenClockChanceOrThread() {
    core.hidesNoClockChanceOrThread();
  }

  @Test
  final void noOrderByAccident() {
    core.ordersNothingByAccident();
  }

  @Test
  final void noCycles() {
    core.hasNoCycles();
  }
}
