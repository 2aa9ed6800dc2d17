package rhizome.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.terminal.Terminal;

/** Teaches a shell our words. */
@Command(
    name = "completion",
    description = "Print a completion script: source <(rhizome completion bash).")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Completion implements Callable<Integer> {

  enum Shell {
    BASH,
    /** Runs the same script: it switches on zsh's bashcompinit by itself. */
    ZSH
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  public Completion(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script = AutoComplete.bash(root.getCommandName(), root);
    String header =
        switch (shell) {
          case BASH -> "# source this in bash\n";
          case ZSH -> "# source this in zsh, after compinit\n";
        };
    terminal.out().print(header + script);
    terminal.out().flush();
    return ExitCode.OK.code();
  }
}
