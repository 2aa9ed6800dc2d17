package rhizome.cli.wallet.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.PaperJson;
import rhizome.ledger.wallet.Paper;

/** Where a paper lies between those who sign it; {@code -} is what a shell pipes. */
public record PaperFile(String name) {

  private static final String PIPE = "-";

  public boolean isPipe() {
    return name.equals(PIPE);
  }

  public Paper read(Terminal terminal) {
    return understood(this::parsed, terminal);
  }

  private Paper parsed(Terminal terminal) {
    try {
      String text = isPipe() ? SmallFile.read(terminal.in()) : SmallFile.read(Path.of(name));
      return PaperJson.read(Json.parse(text));
    } catch (NoSuchFileException _) {
      throw new Trouble(
          ExitCode.FAILED,
          "there is no paper in " + name,
          "'rhizome wallet send' and its like write one with --unsigned");
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(name, e));
    }
  }

  /** What is made of it, or where it is not what it should be. */
  public <T, R> R understood(Function<T, R> making, T of) {
    try {
      return making.apply(of);
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "%s is no paper: %s".formatted(name, e.getMessage()));
    }
  }

  /** Never over another, which may have signatures. */
  public void writeNew(Terminal terminal, Paper paper) {
    if (!isPipe() && Files.exists(Path.of(name))) {
      throw new Trouble(
          ExitCode.FAILED, name + " is there, and is not replaced", "name another file");
    }
    write(terminal, paper);
  }

  public void write(Terminal terminal, Paper paper) {
    String text = PaperJson.write(paper).toPrettyString();
    if (isPipe()) {
      terminal.say(text);
      terminal.out().flush();
      return;
    }
    try {
      SmallFile.write(Path.of(name), text + "\n");
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be written (%s)".formatted(name, e));
    }
  }
}
