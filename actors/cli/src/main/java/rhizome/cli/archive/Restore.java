package rhizome.cli.archive;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.cassandra.JournalOptions;
import rhizome.cli.client.GridFile;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.runtime.archive.ArchiveRefused;
import rhizome.runtime.archive.Replay;
import rhizome.runtime.archive.Replay.Contents;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.grid.Member;
import rhizome.runtime.journal.Journal;
import rhizome.runtime.journal.JournalRefused;
import rhizome.runtime.journal.SharedJournal;

/** Brings a backup back, while no grid runs. */
@Command(
    name = "restore",
    description = {
      "Bring a backup back into an empty journal, while no grid runs on it.",
      "Into a data folder by --data, or by --cassandra into the journal of a cluster, whose",
      "tables must be there."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Restore implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "What 'rhizome backup' wrote.")
  private Path file;

  @Option(names = "--check", description = "Only read the file, and say what it holds.")
  private boolean check;

  @Mixin private JournalOptions shared;
  @Mixin private DataOptions options;

  private final Terminal terminal;

  public Restore(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Contents contents = Replay.verify(file);
      if (!check) {
        refuseRunningGrid();
        try (Journal journal = journal()) {
          restore(journal, contents);
        }
      }
      tell(contents);
      return ExitCode.OK.code();
    } catch (ArchiveRefused | JournalRefused e) {
      throw new Trouble(ExitCode.REFUSED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void refuseRunningGrid() {
    boolean runs = GridFile.read(options.data()).filter(GridFile::isProcessAlive).isPresent();
    if (runs && shared.contacts().isEmpty()) {
      throw new Trouble(
          ExitCode.REFUSED,
          "a grid runs on " + options.data(),
          "a backup is restored into an empty folder: name another with --data");
    }
  }

  private Journal journal() {
    return shared.contacts().isEmpty()
        ? Journal.open(options.data())
        : SharedJournal.of(
            new Contact(
                shared.contacts(), Contact.DATACENTER, Contact.KEYSPACE, ConfigFactory.empty()));
  }

  private void restore(Journal journal, Contents contents) throws InterruptedException {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "restore", config(journal));
    try (ProgressBar bar = bar(contents)) {
      new Replay(system).from(file, bar::stepTo);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  /** The journal and what reads its events; no cluster, no ports. */
  private Config config(Journal journal) {
    Config alone = ConfigFactory.parseString("akka.actor.provider = local");
    Path own = options.data().resolve("rhizome.conf");
    Config written =
        Files.exists(own) ? ConfigFactory.parseFile(own.toFile()) : ConfigFactory.empty();
    return Member.profile(alone.withFallback(written).withFallback(journal.config()));
  }

  private ProgressBar bar(Contents contents) {
    ProgressBarBuilder bar =
        new ProgressBarBuilder()
            .setTaskName("events")
            .setInitialMax(contents.events())
            .setStyle(ProgressBarStyle.ASCII)
            .clearDisplayOnFinish();
    if (terminal.live()) {
      bar.setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns() - 1));
    } else {
      bar.setConsumer(new Silence());
    }
    return bar.build();
  }

  private void tell(Contents contents) {
    String did = check ? "holds" : "brought back:";
    options.answer(
        terminal,
        Json.object("file", file.toString())
            .with("made", contents.made().toString())
            .with("entities", contents.entities())
            .with("events", contents.events())
            .with("restored", !check),
        () ->
            List.of(
                "%s %s %,d events of %,d entities, as they were at %s"
                    .formatted(
                        file, did, contents.events(), contents.entities(), contents.made())));
  }
}
