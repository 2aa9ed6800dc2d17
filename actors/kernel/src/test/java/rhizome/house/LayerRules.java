package rhizome.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may see whom (docs/ARCHITECTURE.md). Run over all main classes by the one module that has
 * them all on its class path.
 */
public final class LayerRules {

  private static final String KERNEL = "rhizome.kernel..";
  private static final String BLUEPRINTS = "rhizome.blueprints..";
  private static final String LEDGER = "rhizome.ledger..";
  private static final String IDENTITY = "rhizome.identity..";
  private static final String GRID = "rhizome.grid..";
  private static final String SIMULATIONS = "rhizome.simulations..";
  private static final String RUNTIME = "rhizome.runtime..";
  private static final String AGENT = "rhizome.agent..";
  private static final String GATEWAY = "rhizome.gateway..";
  private static final String CLI = "rhizome.cli..";

  /** The agent gets specs, but has no business with the language they were written in. */
  private static final String SPECS = "rhizome.blueprints.model..";

  /** What lies beside a program, which is a part of its spec. */
  private static final String SUPPLIES = "rhizome.blueprints.supplies..";

  /** Amounts as people read them, in the reasons it gives. */
  private static final String QUANTITY = "rhizome.blueprints.quantity..";

  /** The numbers it is asked for that a program publishes. */
  private static final String SCALE = "rhizome.blueprints.scale..";

  private static final List<Layer> LAYERS =
      List.of(
          layer(KERNEL),
          layer(BLUEPRINTS, KERNEL),
          layer(LEDGER, KERNEL),
          layer(IDENTITY, KERNEL),
          layer(GRID, KERNEL, BLUEPRINTS),
          layer(SIMULATIONS, KERNEL, BLUEPRINTS, LEDGER, IDENTITY, GRID),
          layer(RUNTIME, KERNEL, BLUEPRINTS, LEDGER, IDENTITY, GRID),
          layer(AGENT, KERNEL, SPECS, SUPPLIES, QUANTITY, SCALE, GRID),
          layer(GATEWAY, KERNEL, BLUEPRINTS, LEDGER, IDENTITY, GRID, RUNTIME),
          layer(CLI, "rhizome.."));

  private record Layer(String root, List<String> seen) {}

  private final JavaClasses all;

  private LayerRules(JavaClasses all) {
    this.all = all;
  }

  /** The rules over every main class of the house on the class path. */
  public static LayerRules ofEverything() {
    return over(
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              // Layers are told by the names of packages; what libraries are made of is no matter.
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter()
                  .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                  .withImportOption(location -> !location.contains("-tests.jar"))
                  .importPackages("rhizome");
            }));
  }

  static LayerRules over(JavaClasses classes) {
    return new LayerRules(classes);
  }

  /** Without this the other rules could pass because they saw nothing. */
  public void seesEveryLayer() {
    List<String> unseen =
        LAYERS.stream()
            .map(Layer::root)
            .filter(root -> all.stream().noneMatch(resideInAPackage(root)))
            .toList();
    if (!unseen.isEmpty()) {
      throw new AssertionError("no classes seen of " + unseen);
    }
  }

  /** Every class lives in one of the layers. */
  public void leavesNobodyOutside() {
    classes()
        .should()
        .resideInAnyPackage(LAYERS.stream().map(Layer::root).toArray(String[]::new))
        .check(all);
  }

  /** A layer sees itself, the layers drawn below it, and no other part of the house. */
  public void looksOnlyDownwards() {
    for (Layer layer : LAYERS) {
      noClasses()
          .that()
          .resideInAPackage(layer.root())
          .should()
          .dependOnClassesThat(
              resideInAPackage("rhizome..").and(resideOutside(layer)).as("are drawn above it"))
          .allowEmptyShould(true)
          .check(all);
    }
  }

  /** Akka stays in the shell, so that the cores run without it and the day of leaving is short. */
  public void keepsAkkaInTheShell() {
    noClasses()
        .that()
        .resideOutsideOfPackages(RUNTIME, GATEWAY, CLI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("akka..", "com.typesafe..")
        .allowEmptyShould(true)
        .check(all);
  }

  /** Inside a layer packages form no cycles either. */
  public void hasNoCycles() {
    slices()
        .matching("rhizome.(*).(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(all);
  }

  private static DescribedPredicate<JavaClass> resideOutside(Layer layer) {
    return DescribedPredicate.not(
        resideInAnyPackage(
            Stream.concat(Stream.of(layer.root()), layer.seen().stream()).toArray(String[]::new)));
  }

  private static Layer layer(String root, String... seen) {
    return new Layer(root, List.of(seen));
  }
}
