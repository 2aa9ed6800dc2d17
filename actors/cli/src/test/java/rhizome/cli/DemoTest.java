package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.launch.Leftovers;

/** The demo, as far as its grid, which is the moment at which it owns most and knows least. */
class DemoTest {

  @TempDir private Path folder;

  @Test
  void interruptedHalfWayItLeavesNoProcessAndNoFolder() throws IOException, InterruptedException {
    Path here = folder.toRealPath();
    Path temporary = Files.createDirectory(here.resolve("tmp"));
    Path file = BlueprintFile.write(here, "shop", "it: {run: {command: sleep, args: [999]}}\n");
    CommandProcess demo =
        CommandProcess.start(
            here,
            List.of("-Djava.io.tmpdir=" + temporary),
            List.of("demo", "--blueprint", file.toString()));
    GridProcess.await("half-way", () -> !new Leftovers(temporary).processes().isEmpty());
    demo.interrupt();
    Said said = demo.end();
    assertThat(said.code()).isEqualTo(130);
    assertThat(new Leftovers(temporary).processes()).isEmpty();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("rhizome-")))
          .isEmpty();
    }
  }

  @Test
  void withoutItsExampleItSaysHowToNameOne() {
    Said said = ScriptedTerminal.NOBODY.run("demo");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("shop.yaml", "--blueprint");
  }
}
