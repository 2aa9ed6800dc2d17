package rhizome.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** Starts a grid, breaks it, and shows how it heals. Leaves nothing behind. */
@Command(
    name = "demo",
    description = {
      "Start a grid of three nodes in a temporary folder, run a small shop on it,",
      "kill a process, then a whole node, and show the healing. Leaves nothing behind."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Demo implements Callable<Integer> {

  @Option(
      names = "--blueprint",
      paramLabel = "FILE",
      description = "What to run (default: blueprints/examples/shop.yaml).")
  private @Nullable Path blueprint;

  private final Terminal terminal;

  public Demo(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Path shop = blueprint == null ? example() : blueprint;
    Path folder = Files.createTempDirectory("rhizome-demo");
    Stage stage = new Stage(folder);
    Thread interrupted = new Thread(stage::strike, "rhizome-demo-ending");
    Runtime.getRuntime().addShutdownHook(interrupted);
    long begin = System.nanoTime();
    boolean clean;
    try {
      new Play(terminal, stage).perform(shop);
    } finally {
      clean = stage.strike();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (!clean) {
      throw new Trouble(ExitCode.FAILED, "something of the demo is left: look into " + folder);
    }
    terminal.say("");
    terminal.say(
        "healed twice; nothing is left behind: no process, no folder (%.1f s in all)"
            .formatted(took.toMillis() / 1000.0));
    return ExitCode.OK.code();
  }

  private static Path example() {
    Path home = Path.of(Optional.ofNullable(System.getProperty("rhizome.home")).orElse(""));
    Path shop = home.resolve("blueprints/examples/shop.yaml").toAbsolutePath();
    if (!Files.exists(shop)) {
      throw new Trouble(
          ExitCode.USAGE, "there is no " + shop, "name a blueprint with --blueprint FILE");
    }
    return shop;
  }
}
