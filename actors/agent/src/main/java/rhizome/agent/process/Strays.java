package rhizome.agent.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes an earlier agent left behind that nobody is to keep. */
public final class Strays {

  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
  private static final long LOOK_AGAIN = 1_000_000;
  private static final int LOOKS_MAX = 2_000;

  private Strays() {}

  /** Ends them, and returns when they are gone, or after two seconds with a warning. */
  public static void end(List<Proc.Stat> strays) throws IOException {
    for (Proc.Stat stray : strays) {
      Leader.signalStranger(stray, Posix.SIGKILL);
    }
    for (Proc.Stat stray : strays) {
      int looks = 0;
      while (alive(stray) && looks++ < LOOKS_MAX) {
        LockSupport.parkNanos(LOOK_AGAIN);
      }
      if (alive(stray)) {
        LOG.warn("process {} was left behind and does not end even when killed", stray.pid());
      }
    }
  }

  private static boolean alive(Proc.Stat stray) {
    return Proc.stat(stray.pid())
        .filter(now -> now.startTicks() == stray.startTicks() && !now.dead())
        .isPresent();
  }
}
