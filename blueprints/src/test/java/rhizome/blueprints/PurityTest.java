package rhizome.blueprints;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import rhizome.house.PureModule;

class PurityTest extends PureModule {

  /** What lies in the jar is read like code; nothing else is. */
  @Test
  void onlyTheLibraryReadsWhatLiesInTheJar() {
    noClasses()
        .that()
        .resideInAPackage("rhizome.blueprints..")
        .and()
        .haveNameNotMatching(".*\\.template\\.Library(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.io")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("rhizome.blueprints"));
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
