package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules are shown little houses, compiled for the purpose, with one thing wrong in each. */
class LayerRulesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsDrawnIsAllowed() throws IOException {
    JavaClasses house =
        compile(
            "rhizome.kernel.Id",
            "rhizome.blueprints.model.Spec > rhizome.kernel.Id",
            "rhizome.grid.Node > rhizome.blueprints.model.Spec",
            "rhizome.agent.Driver > rhizome.grid.Node",
            "rhizome.agent.Probe > rhizome.blueprints.model.Spec",
            "rhizome.runtime.Shell > rhizome.grid.Node",
            "rhizome.gateway.Route > rhizome.runtime.Shell",
            "rhizome.cli.Main > rhizome.gateway.Route",
            "rhizome.cli.Start > rhizome.agent.Driver");

    assertThatCode(LayerRules.over(house)::looksOnlyDownwards).doesNotThrowAnyException();
    assertThatCode(LayerRules.over(house)::leavesNobodyOutside).doesNotThrowAnyException();
    assertThatCode(LayerRules.over(house)::keepsAkkaInTheShell).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotDrawnIsForbidden() throws IOException {
    for (List<String> pair :
        List.of(
            List.of("rhizome.kernel.A", "rhizome.grid.B"),
            List.of("rhizome.ledger.A", "rhizome.identity.B"),
            List.of("rhizome.blueprints.A", "rhizome.grid.B"),
            List.of("rhizome.grid.A", "rhizome.runtime.B"),
            List.of("rhizome.agent.A", "rhizome.runtime.B"),
            List.of("rhizome.agent.A", "rhizome.blueprints.syntax.B"),
            List.of("rhizome.runtime.A", "rhizome.agent.B"),
            List.of("rhizome.gateway.A", "rhizome.agent.B"),
            List.of("rhizome.simulations.A", "rhizome.runtime.B"),
            List.of("rhizome.runtime.A", "rhizome.simulations.B"),
            List.of("rhizome.gateway.A", "rhizome.cli.B"))) {
      JavaClasses house = compile(pair.getFirst() + " > " + pair.getLast(), pair.getLast());
      refuses(LayerRules::looksOnlyDownwards, house, pair.getLast());
    }
  }

  @Test
  void akkaOutsideOfTheShellIsForbidden() throws IOException {
    JavaClasses agent = compile("rhizome.agent.A > akka.actor.Actor", "akka.actor.Actor");
    refuses(LayerRules::keepsAkkaInTheShell, agent, "akka.actor.Actor");

    JavaClasses shell = compile("rhizome.runtime.A > akka.actor.Actor", "akka.actor.Actor");
    assertThatCode(LayerRules.over(shell.that(are("rhizome.runtime.A")))::keepsAkkaInTheShell)
        .doesNotThrowAnyException();
  }

  @Test
  void aClassOutsideOfEveryLayerIsForbidden() throws IOException {
    refuses(LayerRules::leavesNobodyOutside, compile("rhizome.stray.A"), "rhizome.stray.A");
  }

  @Test
  void cyclesInsideALayerAreForbidden() throws IOException {
    JavaClasses ring =
        compile(
            "rhizome.agent.driver.A > rhizome.agent.probe.B",
            "rhizome.agent.probe.B > rhizome.agent.driver.A");
    refuses(LayerRules::hasNoCycles, ring, "Cycle detected");
  }

  @Test
  void aRuleThatSawNothingSaysSo() throws IOException {
    refuses(LayerRules::seesEveryLayer, compile("rhizome.kernel.A"), "rhizome.ledger..");
  }

  @Test
  void theKernelIsSeenWhereItsClassesAre() {
    assertThatThrownBy(LayerRules.ofEverything()::seesEveryLayer)
        .hasMessageNotContaining("kernel")
        .hasMessageContaining("rhizome.cli..");
  }

  private static void refuses(Consumer<LayerRules> rule, JavaClasses house, String because) {
    assertThatThrownBy(() -> rule.accept(LayerRules.over(house)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(because);
  }

  private static DescribedPredicate<JavaClass> are(String name) {
    return HasName.Predicates.name(name).forSubtype();
  }

  /** Compiles one class for each line {@code name} or {@code name > seen class}. */
  private JavaClasses compile(String... lines) throws IOException {
    Path house = Files.createTempDirectory(folder, "house");
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", house.toString()));
    for (String line : lines) {
      String[] names = line.split(" > ", 2);
      int dot = names[0].lastIndexOf('.');
      Path source = house.resolve(names[0] + ".java.d", names[0].substring(dot + 1) + ".java");
      Files.createDirectories(source.getParent());
      Files.writeString(
          source,
          "package %s; public class %s { %s }"
              .formatted(
                  names[0].substring(0, dot),
                  names[0].substring(dot + 1),
                  names.length == 1 ? "" : "public " + names[1] + " seen;"));
      arguments.add(source.toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).as("compiler's result for %s", List.of(lines)).isZero();
    return new ClassFileImporter().importPath(house);
  }
}
