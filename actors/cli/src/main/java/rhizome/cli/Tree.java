package rhizome.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import rhizome.cli.action.ActionWord;
import rhizome.cli.archive.Backup;
import rhizome.cli.archive.Restore;
import rhizome.cli.bench.Bench;
import rhizome.cli.cassandra.CassandraWord;
import rhizome.cli.command.Apply;
import rhizome.cli.command.Completion;
import rhizome.cli.command.Destroy;
import rhizome.cli.command.Down;
import rhizome.cli.command.Events;
import rhizome.cli.command.Explain;
import rhizome.cli.command.Get;
import rhizome.cli.command.Governor;
import rhizome.cli.command.Logs;
import rhizome.cli.command.Plan;
import rhizome.cli.command.Status;
import rhizome.cli.demo.Demo;
import rhizome.cli.doctor.Doctor;
import rhizome.cli.endpoint.Endpoints;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.job.Jobs;
import rhizome.cli.language.Convert;
import rhizome.cli.language.Lint;
import rhizome.cli.language.SchemaWord;
import rhizome.cli.language.TemplateWord;
import rhizome.cli.launch.Join;
import rhizome.cli.launch.Node;
import rhizome.cli.launch.Up;
import rhizome.cli.ledger.LedgerWord;
import rhizome.cli.machine.Cordon;
import rhizome.cli.machine.Drain;
import rhizome.cli.machine.Power;
import rhizome.cli.machine.Remove;
import rhizome.cli.machine.Uncordon;
import rhizome.cli.notify.Notify;
import rhizome.cli.pki.Pki;
import rhizome.cli.rescue.Discard;
import rhizome.cli.rescue.Promote;
import rhizome.cli.rescue.Retry;
import rhizome.cli.rescue.Scale;
import rhizome.cli.revision.Diff;
import rhizome.cli.revision.History;
import rhizome.cli.revision.Rollback;
import rhizome.cli.secret.SecretWord;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.cli.validator.ValidatorWord;
import rhizome.cli.wallet.WalletWord;

/** All words of the command line. */
@Command(
    name = "rhizome",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    version = "rhizome 0.1.0",
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n")
final class Tree implements Runnable {

  private static final Map<String, Function<Terminal, Object>> WORDS = words();

  private final Terminal terminal;
  private final CommandLine root;

  private Tree(Terminal terminal) {
    this.terminal = terminal;
    this.root = new CommandLine(this);
  }

  private static Map<String, Function<Terminal, Object>> words() {
    Map<String, Function<Terminal, Object>> words = new LinkedHashMap<>();
    words.put("up", Up::new);
    words.put("node", Node::new);
    words.put("join", Join::new);
    words.put("down", Down::new);
    words.put("lint", Lint::new);
    words.put("schema", SchemaWord::new);
    words.put("template", TemplateWord::tree);
    words.put("convert", Convert::new);
    words.put("plan", Plan::new);
    words.put("apply", Apply::new);
    words.put("history", History::new);
    words.put("diff", Diff::new);
    words.putAll(afterApplying());
    return words;
  }

  private static Map<String, Function<Terminal, Object>> afterApplying() {
    Map<String, Function<Terminal, Object>> words = new LinkedHashMap<>();
    words.put("rollback", Rollback::new);
    words.put("get", Get::new);
    words.put("endpoints", Endpoints::new);
    words.put("status", Status::new);
    words.put("doctor", Doctor::new);
    words.put("logs", Logs::new);
    words.put("explain", Explain::new);
    words.put("events", Events::new);
    words.put("retry", Retry::new);
    words.put("action", ActionWord::tree);
    words.put("jobs", Jobs::tree);
    words.put("discard", Discard::new);
    words.put("promote", Promote::new);
    words.put("scale", Scale::new);
    words.put("destroy", Destroy::new);
    words.put("pki", Pki::tree);
    words.put("secret", SecretWord::tree);
    words.put("backup", Backup::new);
    words.put("restore", Restore::new);
    words.put("cassandra", CassandraWord::line);
    words.put("governor", Governor::new);
    words.put("notify", Notify::tree);
    words.put("cordon", Cordon::new);
    words.put("uncordon", Uncordon::new);
    words.put("drain", Drain::new);
    words.put("power", Power::tree);
    words.put("remove", Remove::new);
    words.put("wallet", WalletWord::tree);
    words.put("ledger", LedgerWord::tree);
    words.put("validator", ValidatorWord::tree);
    words.put("demo", Demo::new);
    words.put("train", Train::new);
    words.put("bench", Bench::new);
    words.put("completion", Completion::new);
    return words;
  }

  /**
   * The tree to execute {@code args} on. When they begin with a word, only that word is built: each
   * costs milliseconds of reflection, and a command should feel instant.
   */
  static CommandLine of(Terminal terminal, String... args) {
    Tree tree = new Tree(terminal);
    boolean one = args.length > 0 && WORDS.containsKey(args[0]) && !args[0].equals("completion");
    WORDS.forEach(
        (word, command) -> {
          if (!one || word.equals(args[0])) {
            tree.root.addSubcommand(word, command.apply(terminal));
          }
        });
    return tree.prepared();
  }

  private CommandLine prepared() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.code()), code.meaning());
    }
    prepare(root.getCommandSpec(), codes);
    root.getCommandSpec().usageMessage().header("A self-healing runtime for a grid of machines.");
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setOut(new PrintWriter(terminal.out(), true, UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, UTF_8))
        .setParameterExceptionHandler((e, _) -> usage(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  private static void prepare(CommandSpec spec, Map<String, String> codes) {
    spec.usageMessage().exitCodeList(codes);
    spec.subcommands().values().forEach(sub -> prepare(sub.getCommandSpec(), codes));
  }

  @Override
  public void run() {
    root.usage(terminal.out());
  }

  private int usage(ParameterException e) {
    complain(String.valueOf(e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, root.getErr());
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    terminal.note("  say '%s --help'".formatted(command));
    return ExitCode.USAGE.code();
  }

  private int failed(Exception e) {
    if (e instanceof Trouble trouble) {
      complain(trouble.getMessage());
      trouble.remedy().ifPresent(remedy -> terminal.note("  " + remedy));
      return trouble.code().code();
    }
    complain("unexpected: " + e);
    if (System.getenv("RHIZOME_DEBUG") != null) {
      e.printStackTrace(terminal.err());
    } else {
      terminal.note("  set RHIZOME_DEBUG=1 to see where; this is a mistake of ours");
    }
    return ExitCode.FAILED.code();
  }

  private void complain(String message) {
    terminal.note(terminal.paint(Tint.BAD, "rhizome:") + " " + message);
  }
}
