package rhizome.runtime.log;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process to be killed: scrolls write as fast as they are acknowledged, and each acknowledgement
 * goes into a file before the next command. Arguments: folder of the log, file, number of scrolls.
 */
final class LogScribe {

  private final ActorTestKit kit;
  private final PrintStream acknowledged;

  private LogScribe(ActorTestKit kit, PrintStream acknowledged) {
    this.kit = kit;
    this.acknowledged = acknowledged;
  }

  public static void main(String[] args) throws IOException {
    ActorTestKit kit =
        ActorTestKit.create(
            "scribe",
            Clerk.config(
                Path.of(args[0]),
                ConfigFactory.parseString("rhizome.ledger.journal.segment-bytes = 64 KiB")));
    PrintStream out =
        new PrintStream(Files.newOutputStream(Path.of(args[1])), true, StandardCharsets.UTF_8);
    LogScribe scribe = new LogScribe(kit, out);
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      String id = "scroll-" + i;
      scribe.write(
          id, kit.spawn(i % 2 == 0 ? Scroll.of(id) : Scroll.thatForgets(id, 50)), 1 + i % 3);
    }
  }

  private void write(String id, ActorRef<Scroll.Command> scroll, int numbers) {
    var _ =
        AskPattern.<Scroll.Command, String>ask(
                scroll,
                replyTo -> new Scroll.Command.Write(numbers, replyTo),
                Duration.ofMinutes(1),
                kit.scheduler())
            .thenAccept(
                last -> {
                  acknowledged.print(id + " " + last + "\n");
                  write(id, scroll, numbers);
                });
  }
}
