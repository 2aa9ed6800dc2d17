package rhizome.cli.bench.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.cli.bench.Figure;
import rhizome.cli.bench.Tally;
import rhizome.cli.launch.Leftovers;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.Seed;

/**
 * Measures the way from a text to a plan, at a tenth of the services, at all, and at ten times
 * them.
 *
 * @param rounds how often each is done, its floor in turns with it
 * @param seed of the texts
 */
public record PlanBench(Terminal terminal, int services, int rounds, long seed) {

  /** Of a fresh JVM: the name of the hidden word beside {@code plan}. */
  public static final String ONCE = "plan-once";

  private static final int SERVICES_MIN = 100;
  private static final int SERVICES_MAX = 100_000;
  private static final int FOLD = 10;
  private static final int WARM_UPS = 10;

  public PlanBench {
    if (services < SERVICES_MIN || services > SERVICES_MAX || rounds < 1) {
      throw new IllegalArgumentException(
          "--services is %,d to %,d, and --rounds at least 1"
              .formatted(SERVICES_MIN, SERVICES_MAX));
    }
  }

  /** Whole and warm by size, whole and cold, and the warm parts. */
  public List<Figure> measure() throws IOException, InterruptedException {
    terminal.note("blueprints of seed %d; first %d rounds to warm up".formatted(seed, WARM_UPS));
    String text = text(services);
    for (int i = 0; i < WARM_UPS; i++) {
      Floor.seconds(text);
      Pass.over(text, GeneratedBlueprint::earlier);
    }
    List<Figure> parts = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    figures.add(warm(services / FOLD, new ArrayList<>()));
    figures.add(warm(services, parts));
    figures.add(warm(services * FOLD, new ArrayList<>()));
    tellGrowth(figures);
    figures.add(cold(text));
    figures.addAll(parts);
    return figures;
  }

  /** What a fresh JVM does: all of it, or the floor alone. */
  public static String once(Path file, boolean floor) throws IOException {
    String text = Files.readString(file);
    if (floor) {
      Floor.seconds(text);
      return Integer.toString(text.length());
    }
    return Pass.once(text);
  }

  private String text(int size) {
    return new GeneratedBlueprint(new Seed(seed), size).text();
  }

  /**
   * @param parts where the figures of the parts go
   */
  private Figure warm(int size, List<Figure> parts) {
    String text = text(size);
    // Read from a text of its own, as what a robot has: nothing in it is the same object.
    Blueprint earlier =
        Pass.read(BlueprintWriter.write(GeneratedBlueprint.earlier(Pass.read(text))));
    terminal.note("%,d services in %,d characters".formatted(size, text.length()));
    Tally whole = new Tally(terminal, named("plan", size), "s", rounds);
    List<Double> floors = new ArrayList<>();
    List<Pass> passes = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      System.gc(); // neither shall sweep up after the other
      floors.add(Floor.seconds(text));
      System.gc();
      passes.add(Pass.over(text, _ -> earlier));
      whole.add(passes.getLast().whole());
    }
    double floor = Figure.of("load", "s", floors, null).p50();
    parts.add(part("parse", size, passes.stream().map(Pass::parse).toList(), floor));
    parts.add(part("lint", size, passes.stream().map(Pass::lint).toList(), null));
    parts.add(part("steps", size, passes.stream().map(Pass::steps).toList(), null));
    parts.add(part("hash", size, passes.stream().map(Pass::hash).toList(), null));
    return whole.figure(floor);
  }

  private static Figure part(
      String name, int size, List<Double> seconds, @Nullable Double baseline) {
    return Figure.of(named(name, size), "s", seconds, baseline);
  }

  private Figure cold(String text) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("rhizome-bench");
    try {
      ColdJvm jvm = new ColdJvm(folder);
      Path file = Files.writeString(folder.resolve("bench.yaml"), text);
      String told = Pass.once(text);
      terminal.note("%,d services by %s".formatted(services, jvm.description()));
      Tally whole = new Tally(terminal, named("plan", services) + "-cold", "s", rounds);
      List<Double> floors = new ArrayList<>();
      List<String> words = List.of("bench", ONCE, file.toString());
      List<String> floorWords = List.of("bench", ONCE, file.toString(), "--floor");
      for (int round = 0; round < rounds; round++) {
        floors.add(jvm.seconds(floorWords, Integer.toString(text.length())));
        whole.add(jvm.seconds(words, told));
      }
      return whole.figure(Figure.of("load", "s", floors, null).p50());
    } finally {
      new Leftovers(folder).delete();
    }
  }

  private void tellGrowth(List<Figure> bySize) {
    List<String> told = new ArrayList<>();
    for (int i = 1; i < bySize.size(); i++) {
      Figure less = bySize.get(i - 1);
      Figure more = bySize.get(i);
      told.add(
          String.format(
              Locale.ROOT,
              "%s takes %.1f times as long as %s",
              more.name(),
              more.p50() / less.p50(),
              less.name()));
    }
    terminal.note("%s; linear is %d times".formatted(String.join(", ", told), FOLD));
  }

  private static String named(String what, int size) {
    return what + "-" + (size % 1000 == 0 ? size / 1000 + "k" : Integer.toString(size));
  }
}
