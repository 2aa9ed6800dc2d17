package rhizome.blueprints;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.house.PureModule;

class PurityTest extends PureModule {

  /** What lies in the jar is read like code; nothing else is. */
  @Test
  void onlyTheLibraryReadsWhatLiesInTheJar() {
    holds(
        noClasses()
            .that()
            .haveNameNotMatching(".*\\.template\\.Library(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.io"));
  }

  /** {@code Blueprint.service} looks at all services; who asks it of each looks at their square. */
  @Test
  void nobodyInTheLanguageAsksForServicesOneByOne() {
    holds(noClasses().should().callMethod(Blueprint.class, "service", String.class));
  }

  PurityTest() {
    super(
        "rhizome.blueprints",
        "org.snakeyaml..",
        "java.security..",
        "java.nio.charset..",
        "org.semver4j..",
        "com.cronutils..",
        "java.io");
  }
}
