package rhizome.grid.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import rhizome.grid.world.Timeline;

/** An agent that carries out errands of one task; what it wrote down outlives its crashes. */
final class ErrandAgent {

  private static final long RUN_MS_MAX = 5_000;

  private final Timeline time;
  private final RandomGenerator random;
  private final List<Ticket> starts = new ArrayList<>();
  private final List<Consumer<Errand.Answer>> waiters = new ArrayList<>();
  private Optional<Deed> book = Optional.empty();
  private @Nullable Ticket running;
  private long held;

  ErrandAgent(Timeline time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** Every process it ever started. */
  List<Ticket> starts() {
    return starts;
  }

  /** Lets go of it, unless it holds a later one by now. */
  void drop(long epoch) {
    if (held == epoch) {
      hold(0);
    }
  }

  void hold(long epoch) {
    if (held != epoch && running != null) {
      end(running, Finding.of(Result.LOST, "its workload left"));
    }
    held = epoch;
  }

  void hear(Errand errand, Consumer<Errand.Answer> answer) {
    switch (Deed.judge(book, errand, held == errand.epoch())) {
      case Deed.Verdict.Begin _ -> {
        book = Optional.of(new Deed(errand.ticket(), errand.epoch(), Optional.empty()));
        if (random.nextInt(20) == 0) {
          crash(false); // between writing down and spawning
        } else {
          spawn(errand.ticket());
          waiters.add(answer);
        }
      }
      case Deed.Verdict.Decline(var finding) -> {
        book = Optional.of(new Deed(errand.ticket(), errand.epoch(), Optional.of(finding)));
        answer.accept(new Errand.Answer.Finished(finding));
      }
      case Deed.Verdict.Await _ -> waiters.add(answer);
      case Deed.Verdict.End _ -> {
        waiters.add(answer);
        end(errand.ticket(), Finding.of(Result.CANCELLED, "ended"));
      }
      case Deed.Verdict.EndFormer _ ->
          end(book.orElseThrow().ticket(), Finding.of(Result.LOST, "superseded"));
      case Deed.Verdict.Tell(var known) -> answer.accept(known);
    }
  }

  private void spawn(Ticket ticket) {
    starts.add(ticket);
    running = ticket;
    int code = random.nextInt(3);
    Result result = code == 0 ? Result.SUCCEEDED : Result.FAILED;
    Finding finding = new Finding(result, Optional.of(code), "code " + code, "");
    time.after(random.nextLong(RUN_MS_MAX), () -> end(ticket, finding));
  }

  private void end(Ticket ticket, Finding finding) {
    if (!ticket.equals(running)) {
      return;
    }
    running = null;
    book = book.map(deed -> new Deed(deed.ticket(), deed.epoch(), Optional.of(finding)));
    waiters.forEach(waiter -> waiter.accept(new Errand.Answer.Finished(finding)));
    waiters.clear();
  }

  /** Forgets what it did not write down; {@code survives} whether the process is found again. */
  void crash(boolean survives) {
    waiters.clear();
    if (running != null && survives) {
      return;
    }
    running = null;
    book =
        book.map(
            deed ->
                deed.over().isPresent()
                    ? deed
                    : new Deed(
                        deed.ticket(),
                        deed.epoch(),
                        Optional.of(Finding.of(Result.LOST, "its agent died"))));
  }
}
