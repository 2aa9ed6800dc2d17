package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.Tally;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.gateway.timeline.Span;
import rhizome.runtime.cassandra.Contact;
import rhizome.runtime.cassandra.server.Unavailable;

/**
 * Measures many processes.
 *
 * @param rounds how often each is done that is done again and again
 * @param nodes of the crowd
 * @param workloads of the crowd
 * @param soak how long it is seen whether a busy machine makes the grid give somebody up
 */
public record ClusterBench(Terminal terminal, int rounds, int nodes, int workloads, Duration soak) {

  /** What was promised is an hour; among all the others there is no time for that. */
  public static final Duration SOAK_ALONE = Duration.ofHours(1);

  public static final Duration SOAK_AMONG_ALL = Duration.ofMinutes(2);

  private static final Duration SOAK_MIN = Duration.ofSeconds(10);
  private static final Duration SOAK_MAX = Duration.ofDays(1);

  private static final int APPLIED = 1000;
  private static final int APPLIED_TO = 10;
  private static final Duration STEADY = Duration.ofSeconds(30);

  public ClusterBench {
    if (rounds < 1 || nodes < 1 || workloads < 0) {
      throw new IllegalArgumentException(
          "--rounds and --nodes are at least 1, and --workloads at least 0");
    }
    if (soak.compareTo(SOAK_MIN) < 0 || soak.compareTo(SOAK_MAX) > 0) {
      throw new IllegalArgumentException(
          "--soak is %d s to %d h, and not %s"
              .formatted(SOAK_MIN.toSeconds(), SOAK_MAX.toHours(), Span.of(soak)));
    }
  }

  /**
   * What was measured; a part is left out, and said so, if this machine lacks what it needs.
   *
   * @throws Trouble if nothing could be measured
   */
  public List<Figure> measure(List<Part> parts) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    try (Store store = new Store(terminal)) {
      for (Part part : parts) {
        // It comes with the other one, in turns.
        if (part != Part.APPLY_1000_EMBEDDED || !parts.contains(Part.APPLY_1000_CASSANDRA)) {
          figures.addAll(measure(part, store));
        }
      }
      if (figures.isEmpty()) {
        throw new Trouble(
            ExitCode.FAILED,
            "nothing was measured: " + store.missing().orElse("nothing was asked"));
      }
    }
    return figures;
  }

  /**
   * @throws Trouble if they show that a promise was broken
   */
  public static void refuseBroken(List<Figure> figures) {
    ControlHeal.refuseTouched(figures);
    FalseDown.refuseAny(figures);
  }

  private List<Figure> measure(Part part, Store store) throws IOException, InterruptedException {
    return switch (part) {
      case NODE_HEAL_SINGLE -> List.of(new NodeHeal(terminal, true).measure(part.figure(), rounds));
      case NODE_HEAL_SHARED ->
          List.of(new NodeHeal(terminal, false).measure(part.figure(), rounds));
      case CONTROL_HEAL ->
          onJournal(part, store, journal -> new ControlHeal(terminal, rounds).measure(journal));
      case FALSE_DOWN ->
          onJournal(part, store, journal -> new FalseDown(terminal, soak).measure(journal));
      case APPLY_1000_EMBEDDED -> List.of(embedded());
      case APPLY_1000_CASSANDRA -> bothJournals(store);
      case RSS_10K_NODES -> new Crowd(terminal, nodes, workloads, STEADY).measure();
    };
  }

  /** What needs a shared journal. */
  private interface Measuring {
    List<Figure> on(Contact journal) throws IOException, InterruptedException;
  }

  private List<Figure> onJournal(Part part, Store store, Measuring measuring)
      throws IOException, InterruptedException {
    try {
      return measuring.on(store.fresh());
    } catch (Unavailable e) {
      skipped(part, e);
      return List.of();
    }
  }

  private Figure embedded() throws IOException, InterruptedException {
    Tally tally = tally(Part.APPLY_1000_EMBEDDED);
    for (int round = 0; round < rounds; round++) {
      applyEmbedded(tally);
    }
    return tally.figure(null);
  }

  private List<Figure> bothJournals(Store store) throws IOException, InterruptedException {
    Tally own = tally(Part.APPLY_1000_EMBEDDED);
    Tally shared = tally(Part.APPLY_1000_CASSANDRA);
    try {
      for (int round = 0; round < rounds; round++) {
        try (ControlJvm control = ControlJvm.on(store.fresh())) {
          shared.add(Applies.seconds(control, APPLIED, APPLIED_TO));
        }
        applyEmbedded(own);
      }
    } catch (Unavailable e) {
      skipped(Part.APPLY_1000_CASSANDRA, e);
      return List.of(embedded());
    }
    Figure beside = own.figure(null);
    return List.of(beside, shared.figure(beside.p50()));
  }

  private static void applyEmbedded(Tally tally) throws IOException, InterruptedException {
    try (ControlJvm control = ControlJvm.start(List.of(), "")) {
      tally.add(Applies.seconds(control, APPLIED, APPLIED_TO));
    }
  }

  private Tally tally(Part part) {
    return new Tally(terminal, part.figure(), "s", rounds);
  }

  private void skipped(Part part, Unavailable why) {
    terminal.note(
        "%s %s: %s"
            .formatted(terminal.paint(Tint.BAD, "SKIPPED"), part.figure(), why.getMessage()));
  }
}
