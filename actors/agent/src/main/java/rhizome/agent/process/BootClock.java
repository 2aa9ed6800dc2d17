package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * Time since the machine booted, also while it slept: CLOCK_BOOTTIME, which /proc/uptime shows in
 * hundredths of a second to whoever cannot call it. Nobody can set it.
 */
public final class BootClock {

  private static final int CLOCK_BOOTTIME = 7; // <linux/time.h>

  private BootClock() {}

  public static Duration now() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(2L * Long.BYTES, Long.BYTES);
      Posix.check("clock_gettime", Posix.clock(CLOCK_BOOTTIME, time));
      return Duration.ofSeconds(time.get(JAVA_LONG, 0), time.get(JAVA_LONG, Long.BYTES));
    } catch (IOException e) {
      throw new IllegalStateException("this machine has no CLOCK_BOOTTIME", e);
    }
  }
}
