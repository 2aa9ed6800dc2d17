package rhizome.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Shows the grid heal. */
@Command(
    name = "demo",
    description =
        "Start a grid of three nodes with a shop, kill a process and then a whole node, and watch"
            + " it heal; leaves nothing behind.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Demo implements Callable<Integer> {

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "What to deploy (default: blueprints/examples/shop.yaml).")
  private @Nullable Path blueprint;

  private final Terminal terminal;

  public Demo(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = blueprint == null ? shop() : blueprint;
    Stage stage = new Stage();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sweep(stage), "rhizome-demo-end"));
    try {
      new Play(terminal, stage).perform(file);
    } finally {
      stage.clear();
    }
    List<String> left = stage.left();
    if (!left.isEmpty()) {
      throw new Trouble(ExitCode.FAILED, "left behind: " + String.join(", ", left));
    }
    terminal.say(terminal.paint(Tint.FAINT, "nothing is left behind: no process, no folder"));
    return ExitCode.OK.code();
  }

  private static void sweep(Stage stage) {
    try {
      stage.clear();
    } catch (IOException e) {
      throw new IllegalStateException("the demo could not clean up", e);
    }
  }

  private static Path shop() {
    String home = System.getProperty("rhizome.home", "");
    Path shop = Path.of(home, "blueprints", "examples", "shop.yaml");
    if (home.isEmpty() || !Files.exists(shop)) {
      throw new Trouble(
          ExitCode.USAGE,
          "the example is not where it is sought: " + shop.toAbsolutePath(),
          "name a blueprint with --blueprint");
    }
    return shop;
  }
}
