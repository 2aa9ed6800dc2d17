package rhizome.house;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every PURE module is tested for; its own {@code PurityTest} names it and its libraries. Its
 * classes are read once for all.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class PureModule {

  private final PurityRules core;
  private final String[] libraries;

  protected PureModule(String root, String... libraries) {
    this.core = PurityRules.of(root);
    this.libraries = libraries.clone();
  }

  /** What one module has beside the others. */
  protected final void holds(ArchRule rule) {
    core.holds(rule);
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
