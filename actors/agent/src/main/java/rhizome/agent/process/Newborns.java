package rhizome.agent.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes between their spawn and the moment they can be told by their environment. When a JVM is
 * killed within posix_spawn, its child lives on and executes its program a moment later; until then
 * it still shows the environment of the JVM, and the name of the thread that spawned it.
 */
public final class Newborns {

  /** What threads must be called that spawn processes; as long as the kernel keeps whole. */
  public static final String THREAD = "rhizome-spawner";

  private static final long LOOK_AGAIN = 1_000_000;
  private static final int LOOKS_MAX = 1_000;

  /** Some programs have no environment for good; nobody should wait long for those. */
  private static final int LOOKS_AT_BARE_MAX = 50;

  private Newborns() {}

  /** Returns when every process that was being born has become what it will be. */
  public static void await() throws IOException {
    List<Proc.Stat> unborn = Proc.all();
    for (int look = 0; look < LOOKS_MAX && !unborn.isEmpty(); look++) {
      if (look > 0) {
        LockSupport.parkNanos(LOOK_AGAIN);
      }
      boolean bareToo = look < LOOKS_AT_BARE_MAX;
      unborn = unborn.stream().filter(stat -> unborn(stat, bareToo)).toList();
    }
  }

  /** In the midst of exec the name is new and there is no environment yet; ours is never empty. */
  private static boolean unborn(Proc.Stat seen, boolean bareToo) {
    return Proc.stat(seen.pid())
        .filter(now -> now.startTicks() == seen.startTicks() && !now.dead())
        .filter(
            now ->
                now.name().equals(THREAD)
                    || (bareToo && now.leads() && Proc.environment(now.pid()).isEmpty()))
        .isPresent();
  }
}
