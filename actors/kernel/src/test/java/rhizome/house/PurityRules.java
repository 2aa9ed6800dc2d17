package rhizome.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a PURE module may see and do; each such module runs these rules over its main classes. */
public final class PurityRules {

  private static final List<String> PLAIN_JDK =
      List.of("java.lang..", "java.util..", "java.time..", "java.math..", "org.jspecify..");

  private final String root;
  private final JavaClasses core;

  private PurityRules(String root) {
    this.root = root;
    this.core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
  }

  /** The rules over the main classes of {@code root} and below. */
  public static PurityRules of(String root) {
    return new PurityRules(root);
  }

  /** The core sees the JDK's plain parts, the house, and the libraries its pom names. */
  public void seesOnlyTheJdkAnd(String... libraries) {
    List<String> allowed = new ArrayList<>(PLAIN_JDK);
    allowed.add("rhizome..");
    allowed.addAll(List.of(libraries));
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(core);
  }

  /** Time, chance and concurrency enter as arguments. */
  public void hidesNoClockChanceOrThread() {
    noClasses()
        .should()
        .callMethodWhere(
            target(
                Calls.named(Instant.class, "now")
                    .or(Calls.named(LocalDateTime.class, "now"))
                    .or(Calls.named(System.class, "currentTimeMillis", "nanoTime", "getenv"))
                    .or(Calls.named(UUID.class, "randomUUID"))
                    .or(Calls.named(Math.class, "random"))))
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..")
        .allowEmptyShould(true)
        .check(core);
  }

  /** Salted or identity-hashed iteration order differs between JVM runs; it must reach nothing. */
  public void ordersNothingByAccident() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(HashSet.class)
        .orShould()
        .callConstructor(HashMap.class)
        .orShould()
        .callMethodWhere(
            target(
                Calls.named(Set.class, "of", "copyOf")
                    .or(Calls.named(Map.class, "of", "copyOf", "ofEntries"))
                    .or(Calls.named(Collectors.class, "toSet", "toUnmodifiableSet"))))
        .allowEmptyShould(true)
        .check(core);
  }

  /** Any other rule over the same classes. */
  public void holds(ArchRule rule) {
    rule.check(core);
  }

  public void hasNoCycles() {
    slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(core);
  }
}
