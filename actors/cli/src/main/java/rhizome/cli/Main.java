package rhizome.cli;

import rhizome.cli.terminal.Terminal;

/** The {@code rhizome} command. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    int code = Tree.of(Terminal.ofProcess(System.getenv()), args).execute(args);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }
}
