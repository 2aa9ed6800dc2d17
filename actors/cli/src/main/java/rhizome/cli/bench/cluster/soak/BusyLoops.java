package rhizome.cli.bench.cluster.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * Processes that do nothing but use a core each. They end by themselves after a while, so that none
 * is left even if whoever began them was killed.
 */
public final class BusyLoops implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

  private final List<Process> loops = new ArrayList<>();

  private BusyLoops() {}

  /**
   * Returns when all of them are at work.
   *
   * @param max until they end by themselves
   * @param folder a word of their command lines: so Leftovers find them
   */
  public static BusyLoops start(int count, Duration max, Path folder)
      throws IOException, InterruptedException {
    BusyLoops loops = new BusyLoops();
    try {
      for (int i = 0; i < count; i++) {
        loops.begin(max, folder);
      }
      loops.awaitWork();
      return loops;
    } catch (IOException | InterruptedException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  private void begin(Duration max, Path folder) throws IOException {
    String seconds = Long.toString(Math.ceilDiv(max.toMillis(), 1000L));
    loops.add(
        new ProcessBuilder(
                "timeout", seconds, "sh", "-c", "while :; do :; done", "busy", folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** From then on each shell is known as the child of its timeout. */
  private void awaitWork() throws InterruptedException {
    long begin = System.nanoTime();
    do {
      Thread.sleep(LOOK_INTERVAL);
      refuseEnded();
      if (System.nanoTime() - begin > START_MAX.toNanos()) {
        throw new Trouble(ExitCode.TIMED_OUT, "the busy loops do not begin");
      }
    } while (!loops.stream().allMatch(loop -> loop.descendants().findAny().isPresent()));
  }

  /**
   * @throws Trouble if one of them is at work no longer
   */
  public void refuseEnded() {
    if (!loops.stream().allMatch(Process::isAlive)) {
      throw new Trouble(
          ExitCode.FAILED, "a busy loop ended too early: the machine was not busy all the time");
    }
  }

  public int count() {
    return loops.size();
  }

  /** All of them, children first: of a parent that is gone nobody knows them. */
  @Override
  public void close() {
    for (Process loop : loops) {
      loop.descendants().forEach(ProcessHandle::destroyForcibly);
      loop.destroyForcibly();
    }
  }
}
